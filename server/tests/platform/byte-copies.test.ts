import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyCopies, type Copy, copiesOf } from '../../src/platform/byte-copies.ts';

const copies = (base: string, target: string): Copy[] =>
  JSON.parse(copiesOf(Buffer.from(base), Buffer.from(target)).toString()) as Copy[];

it('another text is put together from the strings that it shares, byte for byte', () => {
  const json = fc.json({ maxDepth: 4 });
  const long = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 5 });
  fc.assert(
    fc.property(json, json, long, long, (a, b, shared, own) => {
      const base = JSON.stringify([a, shared]);
      const target = JSON.stringify({ x: own, y: shared.toReversed(), z: b });
      expect(applyCopies(Buffer.from(base), copies(base, target)).toString()).toBe(target);
    }),
    { seed: 5, numRuns: 500 },
  );
});

it('what is shared costs a few bytes, however long it is', () => {
  const said = 'The ship leaves at noon, "said" the captain.\n'.repeat(200);
  const base = JSON.stringify({ messages: [{ role: 'user', content: said }] });
  const target = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: said }] }] });
  expect(JSON.stringify(copies(base, target)).length).toBeLessThan(200);
});

it('a text that is no JSON is carried whole', () => {
  for (const target of ['', '"', 'no "end', '\\"']) {
    expect(applyCopies(Buffer.from('"base"'), copies('"base"', target)).toString()).toBe(target);
  }
});
