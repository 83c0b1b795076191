import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callArguments, content, passedOf, readerOf, ruleOf } from './answers.ts';

const rules = [
  ruleOf({ id: 'ticket', kind: 'regex', regex: '\\btk-[a-z0-9]{8,12}\\b' }),
  ruleOf({ id: 'codename', kind: 'keywords', keywords: ['Bluefin Tuna', 'Tuna'] }),
  ruleOf({ id: 'mail', kind: 'detector', detector: 'email_address', category: 'privacy' }),
  ruleOf({ id: 'card', kind: 'detector', detector: 'payment_card', category: 'finance' }),
  ruleOf({ id: 'account', kind: 'regex', regex: '\\b\\d{9}\\b', context: ['account'] }),
  ruleOf({ id: 'quoted', kind: 'regex', regex: '«[^»]{1,40}»' }),
];
const fragments = [
  ' ',
  '. ',
  ', ',
  '\n',
  'risk',
  'tk-',
  'tk-abcd1234',
  'x',
  '12',
  '4111 1111 1111 1111',
  '5555555555554444',
  '-',
  'zoe.miller@northgate.io',
  '@',
  'northgate',
  'Bluefin ',
  'Tuna',
  's',
  '«',
  '»',
  '账号',
  '😀',
  '123456789',
  'account',
  'a b c d',
  'The end',
];
const texts = fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((some) => some.join(''));
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

function cutUp(text: string, sizes_: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes_[turn % sizes_.length]!;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

describe('an answer in pieces', () => {
  it('becomes what it becomes in one piece, however it is split', () => {
    fc.assert(
      fc.property(texts, sizes, (text, some) => {
        const atOnce = passedOf(readerOf(...rules), [text]).join('');
        expect(passedOf(readerOf(...rules), cutUp(text, some)).join('')).toBe(atOnce);
      }),
      { numRuns: 300 },
    );
  });

  it('is still JSON when it was, or is cut', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'account'), texts), sizes, (value, some) => {
        const reader = readerOf(...rules);
        const passed = passedOf(reader, cutUp(JSON.stringify(value), some), callArguments).join('');
        if (reader.cut === null) expect(Object.keys(JSON.parse(passed) as object)).toEqual(Object.keys(value));
      }),
      { numRuns: 300 },
    );
  });

  it('passes as it is when no rule finds anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), sizes, (text, some) => {
        const reader = readerOf(ruleOf({ id: 'never', kind: 'keywords', keywords: ['never in there'] }));
        expect(passedOf(reader, cutUp(text, some), content).join('')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
