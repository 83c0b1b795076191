import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { isBip39Phrase } from '../../src/risk/validators/bip39.ts';
import { isSeedPhrase } from '../../src/risk/validators/seed-phrase.ts';

/** Test vectors of BIP-39. */
const vectors = [
  'legal winner thank year wave sausage worth useful legal winner thank yellow',
  'letter advice cage absurd amount doctor acoustic avoid letter advice cage above',
  'ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic',
  'hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length',
];
const ruleSet = compileRules({
  builtIn: loadBuiltInRules().filter(({ id }) => id === 'recovery_phrase'),
  overrides: [],
  custom: [],
});
const found = (value: string): string[] =>
  ruleSet.scan([{ place: 'text', scope: 'user', value }]).hits.map(({ start, end }) => value.slice(start, end));

describe('recovery phrases', () => {
  it.each(vectors)('%s has a right checksum', (phrase) => {
    expect(isBip39Phrase(phrase.split(' '))).toBe(true);
    expect(isSeedPhrase(phrase)).toBe(true);
    const [first = '', second = '', ...others] = phrase.split(' ');
    expect(isBip39Phrase([first, second, ...others].slice(1))).toBe(false);
    expect(isBip39Phrase([`${first}s`, second, ...others])).toBe(false);
  });

  it('one word in its place fails for 15 of 16 others', () => {
    const words = vectors[2]!.split(' ');
    const others = vectors[3]!.split(' ').filter((word) => isBip39Phrase([...words.slice(0, -1), word]));
    expect(others.length).toBeLessThan(5);
  });

  it('phrases of few words are those of documentation', () => {
    expect(isBip39Phrase([...Array.from({ length: 11 }, () => 'abandon'), 'about'])).toBe(false);
  });

  it('are found numbered, with commas and over lines, and without the words around them', () => {
    const words = vectors[2]!.split(' ');
    expect(found(`my wallet: ${words.join(', ')}. Thanks!`)).toEqual([words.join(', ')]);
    const numbered = words.map((word, index) => `${index + 1}. ${word}`).join('\n');
    expect(found(`seed phrase\n${numbered}\n`)).toEqual([numbered.slice(3)]);
    expect(found(`助记词 ${words.join(' ')}`)).toEqual([words.join(' ')]);
  });

  it('stays silent on sentences, and reads a long text of its own words', () => {
    expect(found('The wallet must keep all of the words that you wrote on paper in a safe place, please.')).toEqual([]);
    expect(found('seed '.repeat(20_000))).toEqual([]);
  });
});
