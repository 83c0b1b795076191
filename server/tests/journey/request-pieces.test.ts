import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequest } from '../../src/journey/read-body.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { isRefusal } from '../../src/journey/refusal.ts';
import { piecesOf } from '../../src/journey/request-pieces.ts';

function pieces(body: Buffer, newFrom: number | null = null) {
  const request = readRequest(body, chatSurface);
  if (isRefusal(request)) throw new Error(request.code);
  return piecesOf(request, body, newFrom);
}

const message = fc.record({
  role: fc.constantFrom('system', 'user', 'assistant'),
  content: fc.string({
    unit: fc.constantFrom('a', ' ', 'é', '漢', '😀', '"', '\\', '\n', '\u0007', '{', ']'),
    maxLength: 60,
  }),
});
const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ');

test('messages and definitions of tools are found to the byte, whatever they hold and however the body is written', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), space, fc.nat(8), (messages, gap, newFrom) => {
      const texts = messages.map((one) => JSON.stringify(one).replaceAll('é', gap === '' ? '\\u00e9' : 'é'));
      const list = texts.join(`${gap},${gap}`);
      const tools = `[{"type":"function","function":{"name":"é"}}]`;
      const body = Buffer.from(
        `${gap}{"model":"漢",${gap}"messages"${gap}:${gap}[${gap}${list}${gap}],"tools":${gap}${tools}}`,
      );
      const found = pieces(body, newFrom);
      const textOf = ([start, end]: readonly [number, number]): string => body.toString('utf8', start, end);
      expect(found.pieces.map(textOf)).toEqual([...texts, tools]);
      expect(found.turn.map(textOf)).toEqual(texts.slice(newFrom));
    }),
    { numRuns: 300 },
  );
});

test('where it is not known which messages are new, none are said to be', () => {
  const body = Buffer.from('{"model":"m","messages":[{"role":"user","content":"hi"}]}');
  expect(pieces(body).turn).toEqual([]);
  expect(pieces(body, 0).turn).toHaveLength(1);
});
