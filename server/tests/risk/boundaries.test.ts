import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import type { ScanText } from '../../src/risk/rule-set.ts';

const rules = compileRules({ builtIn: loadBuiltInRules(), overrides: [], custom: [] });
const parts = (...values: string[]): ScanText[] =>
  values.map((value, index) => ({ place: `messages[${index}].content`, scope: 'user', value, joins: true }));
const hits = (texts: readonly ScanText[]) =>
  rules.scan(texts).hits.map(({ rule, text, start, end }) => [rule, text, texts[text]!.value.slice(start, end)]);

const token = 'ghp_IB2Enus0HMI4fS9z6yKryu7OE1WnwQKU5nR5';
const prose = 'The worker picks up where it left off, and writes a line to the log when it has done so. '.repeat(4);

describe('a value split over contents', () => {
  it('is found, at its part in each', () => {
    expect(hits(parts(`use ${token.slice(0, 20)}`, `${token.slice(20)} for it`))).toEqual([
      ['github_token', 0, token.slice(0, 20)],
      ['github_token', 1, token.slice(20)],
    ]);
  });

  it('is found in the middle of long texts, with blanks at the seam', () => {
    expect(hits(parts(`${prose}${token.slice(0, 9)}\n`, `  ${token.slice(9)}. ${prose}`))).toEqual([
      ['github_token', 0, token.slice(0, 9)],
      ['github_token', 1, token.slice(9)],
    ]);
  });

  it('is found over three and more of them', () => {
    const pieces = [token.slice(0, 10), token.slice(10, 18), token.slice(18, 27), token.slice(27)];
    expect(hits(parts(...pieces))).toEqual(pieces.map((piece, text) => ['github_token', text, piece]));
  });

  it('says how it was hidden, and shows nothing of it', () => {
    const [first] = rules.scan(parts(token.slice(0, 20), token.slice(20))).hits;
    expect(first).toMatchObject({ disguises: ['split'], sample: '****' });
  });

  it('is not looked for where no content goes on', () => {
    const texts = parts(token.slice(0, 20), token.slice(20)).map(({ joins: _, ...text }) => text);
    expect(hits(texts)).toEqual([]);
  });
});

describe('contents side by side', () => {
  it('make no number by chance', () => {
    expect(hits(parts('the build took 138', '12345678 items are left'))).toEqual([]);
    expect(hits(parts('1234567', '8901 is the sum'))).toEqual([]);
  });

  it('make one that proves itself', () => {
    expect(hits(parts('card 4532 0151', '1283 0366 please')).map(([rule]) => rule)).toEqual(['bank_card', 'bank_card']);
  });

  it('count a finding once that is whole in one of them', () => {
    expect(hits(parts(`use ${token}`, 'for the release'))).toEqual([['github_token', 0, token]]);
  });
});
