import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBack, cutForward } from '../../src/audit/payloads/cut.ts';

const text = Buffer.from('{"messages":[{"content":"Delete the old index"},{"content":"Deploy 漢字 \\u4e2d now"}]}');
const at = (part: string): number => text.indexOf(part);
const edges = [at('{"content":"Delete'), at(',{"content":"Deploy'), at('{"content":"Deploy'), text.length - 2];

test('shared bytes end and begin at the edge of a message', () => {
  expect(cutBack(text, at('ploy'), edges)).toBe(at('{"content":"Deploy'));
  expect(cutBack(text, at(',{"content":"Deploy'), edges)).toBe(at(',{"content":"Deploy'));
  expect(cutForward(text, at('lete the'), edges)).toBe(at(',{"content":"Deploy'));
});

test('what is shared to the very end, or from the very beginning, is not cut at all', () => {
  expect(cutBack(text, text.length, edges)).toBe(text.length);
  expect(cutForward(text, 0, edges)).toBe(0);
});

test('where no edge is near, they end and begin between words, and within no escape', () => {
  const long = Buffer.concat([text, Buffer.alloc(9000, ' '), Buffer.from('one reads\\u4e2dings two')]);
  const inWord = long.lastIndexOf('4e2d');
  expect(cutBack(long, inWord, edges)).toBe(long.indexOf('reads'));
  expect(cutForward(long, inWord, [0])).toBe(long.indexOf(' two'));
});

test('no character is cut in two, however long the word is', () => {
  const word = Buffer.from('漢é😀'.repeat(3000));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: word.length - 1 }), (place) => {
      for (const cut of [cutBack(word, place, []), cutForward(word, place, [])]) {
        expect(word.toString('utf8', 0, cut) + word.toString('utf8', cut)).toBe(word.toString('utf8'));
        expect(Math.abs(cut - place)).toBeLessThanOrEqual(3);
      }
    }),
  );
});
