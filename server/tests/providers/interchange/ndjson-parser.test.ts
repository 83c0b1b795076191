import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../../src/providers/interchange/frames.ts';
import { createNdjsonParser } from '../../../src/providers/interchange/ndjson-parser.ts';

function parse(stream: Buffer | string, chunkBytes = Number.POSITIVE_INFINITY): Frame[] {
  const parser = createNdjsonParser();
  const bytes = Buffer.from(stream);
  const lines: Frame[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    lines.push(...parser.push(bytes.subarray(start, Math.min(bytes.length, start + chunkBytes))));
  }
  return [...lines, ...parser.end()];
}

const dataOf = (lines: readonly Frame[]) => lines.map(({ data }) => data).filter((data) => data !== null);

describe('lines', () => {
  test.each([
    ['LF', '{"a":1}\n{"b":2}\n'],
    ['CRLF', '{"a":1}\r\n{"b":2}\r\n'],
    ['empty lines between', '\n{"a":1}\n\n \n{"b":2}\n\n'],
    ['a last line without its end', '{"a":1}\n{"b":2}'],
  ])('are read with %s, however the stream is cut', (_, stream) => {
    for (const chunkBytes of [1, 2, 3, 5, 100])
      expect(dataOf(parse(stream, chunkBytes))).toEqual(['{"a":1}', '{"b":2}']);
  });

  test('have whole code points, cut anywhere', () => {
    const text = '"Grüße 北京 👋🏽"';
    for (const chunkBytes of [1, 2, 3, 4]) expect(dataOf(parse(`${text}\n`, chunkBytes))).toEqual([text]);
  });

  test('are given as soon as they end', () => {
    const parser = createNdjsonParser();
    expect(parser.push(Buffer.from('{"a":1}'))).toHaveLength(0);
    expect(dataOf(parser.push(Buffer.from('\n')))).toEqual(['{"a":1}']);
  });

  test('hold all bytes of the stream, each once and in order', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (bytes, chunkBytes) => {
        const stream = Buffer.from([...bytes].map((byte) => (byte % 5 === 0 ? 0x0a : byte)));
        expect(Buffer.concat(parse(stream, chunkBytes).map((line) => line.bytes)).equals(stream)).toBe(true);
      }),
    );
  });

  test('may be large, but not larger than the limit', () => {
    const parser = createNdjsonParser({ lineBytesMax: 1000 });
    expect(dataOf(parser.push(Buffer.from(`${'x'.repeat(900)}\n`)))).toEqual(['x'.repeat(900)]);
    const grow = (): void => {
      for (let index = 0; index < 3; index += 1) parser.push(Buffer.from('x'.repeat(600)));
    };
    expect(grow).toThrow('larger than 1000 bytes');
    expect(() => parser.push(Buffer.from('\n'))).toThrow('larger than 1000 bytes');
  });

  test('that come before one that is too large are still given', () => {
    const parser = createNdjsonParser({ lineBytesMax: 10 });
    expect(dataOf(parser.push(Buffer.from(`{}\n${'x'.repeat(50)}`)))).toEqual(['{}']);
    expect(() => parser.end()).toThrow('larger than 10 bytes');
  });
});
