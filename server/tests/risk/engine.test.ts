import fc from 'fast-check';
import { RRegex } from 'rregex';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/risk/engine/fold.ts';
import { buildLiteralSearch, Occurrences } from '../../src/risk/engine/literal-search.ts';
import { NumberRuns } from '../../src/risk/engine/number-runs.ts';
import { requiredLiterals } from '../../src/risk/engine/required-literals.ts';
import { standsAlone } from '../../src/risk/engine/word-edges.ts';

const letters = fc.string({
  unit: fc.constantFrom('a', 'A', 'b', 'B', '-', '青', 'é', 'İ', '😀', '\u212a'),
  maxLength: 40,
});
const patternSets = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'b', '-', '青', 'é', 'k'), minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 12 },
);

function search(patterns: readonly string[], text: string): string[] {
  const found = new Occurrences();
  buildLiteralSearch(patterns).search(text, found, new NumberRuns());
  return Array.from(
    { length: found.count },
    (_, at) => `${patterns[found.pairs[at * 2]!]} at ${found.pairs[at * 2 + 1]}`,
  ).sort();
}

function searchOneByOne(patterns: readonly string[], text: string): string[] {
  const folded = fold(text);
  return patterns
    .flatMap((pattern) =>
      Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => folded.startsWith(pattern, at))
        .map((at) => `${pattern} at ${at}`),
    )
    .sort();
}

describe('the search for literals', () => {
  it('finds every pattern wherever it stands, overlaps included, in whatever case', () => {
    fc.assert(
      fc.property(patternSets, letters, (patterns, text) => {
        expect(search(patterns, text)).toEqual(searchOneByOne(patterns, text));
      }),
    );
  });

  it('finds long ones, and those with digits and with punctuation of any kind', () => {
    const units = ['a', 'b', 'A', '1', '2', '"', '|', '~', '?', ' ', '青'];
    const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 60 });
    const folded = units.filter((unit) => unit !== 'A');
    const long = fc.string({ unit: fc.constantFrom(...folded), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(long, { minLength: 1, maxLength: 8 }), text, text, (patterns, before, after) => {
        const whole = before + patterns.join('') + after;
        expect(search(patterns, whole)).toEqual(searchOneByOne(patterns, whole));
      }),
    );
  });

  it('finds letters whose lower case is an ASCII one, and what stands at the very end', () => {
    expect(search(['sk-', 'k', '护'], '\u212a a sK-护')).toEqual(['k at 0', 'k at 5', 'sk- at 4', '护 at 7']);
    expect(search(['ab'], 'ab')).toEqual(['ab at 0']);
    expect(search(['ab\0'], 'ab')).toEqual([]);
  });

  it('leaves out, of those that begin words, what stands inside of one', () => {
    const found = new Occurrences();
    buildLiteralSearch(['tin', 'set', 'key'], [true, true, false]).search(
      'tin setting aTin monkey TIN settings Atin',
      found,
      new NumberRuns(),
    );
    const told = Array.from({ length: found.count }, (_, at) => found.pairs[at * 2 + 1]);
    expect(told).toEqual([0, 4, 13, 20, 24, 28]);
  });

  it('tells them in the order of their starts', () => {
    const found = new Occurrences();
    buildLiteralSearch(['bcd', 'abcdef', 'a', 'abc']).search('abcdef', found, new NumberRuns());
    expect(Array.from(found.pairs.slice(0, found.count * 2))).toEqual([2, 0, 3, 0, 1, 0, 0, 1]);
  });
});

/** Longer than what is searched at once. */
const pieceLength = 16 * 1024;
/** A text that is cut anywhere near its middle, beside what is no literal's. */
const wildTexts = (middle: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(0, 0, pieceLength),
      fc.integer({ min: -24, max: 8 }),
      fc.constantFrom('.', '青', '\udc00'),
      middle,
    )
    .map(([filled, more, filler, text]) => filler.repeat(Math.max(0, filled + more)) + text);

describe('the search in pieces', () => {
  it('finds the same wherever a piece ends, of any code units', () => {
    const units = ['a', 'A', 'b', 'ß', 'İ', '\u212a', '\ud83d', '\ude00', '\0', '\uffff', '9', ' ', '青'];
    const text = wildTexts(fc.string({ unit: fc.constantFrom(...units), maxLength: 40 }));
    const literal = fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 30 }).map(fold);
    fc.assert(
      fc.property(fc.uniqueArray(literal, { minLength: 1, maxLength: 8 }), text, (patterns, before) => {
        const whole = before + patterns.join('a');
        expect(search(patterns, whole)).toEqual(searchOneByOne(patterns, whole));
      }),
      { numRuns: 300 },
    );
  });

  it('finds literals that are longer than a piece, and more of them than there is room for at once', () => {
    const long = `${'ab'.repeat(pieceLength)}!`;
    expect(search([long, 'ab'], `-${long}`)).toHaveLength(pieceLength + 1);
    const nested = Array.from({ length: 60 }, (_, at) => 'x'.repeat(at + 1));
    expect(search(nested, 'x'.repeat(9000))).toHaveLength(60 * 9000 - (60 * 59) / 2);
  });
});

describe('runs of digits', () => {
  const isWord = (unit: string | undefined): boolean => unit !== undefined && /^\w$/.test(unit);
  const runsOneByOne = (text: string): string[] =>
    [...text.matchAll(/[0-9]+/g)].flatMap(({ index, 0: { length } }) => {
      const end = index + length;
      const isCheck = /x/i.test(text.charAt(end)) && length <= 17 && !isWord(text[end + 1]);
      return isWord(text[index - 1]) || (isWord(text[end]) && !isCheck) ? [] : [`${index} to ${end}`];
    });

  const nothing = buildLiteralSearch([]);
  const runs = new NumberRuns();
  const runsIn = (text: string): string[] => {
    nothing.search(text, new Occurrences(), runs);
    return Array.from({ length: runs.count }, (_, at) => `${runs.starts[at]} to ${runs.ends[at]}`);
  };

  it('are those that touch no word, save for a check letter', () => {
    const unit = fc.constantFrom('1', '2', '33', '4'.repeat(16), 'x', 'X', 'a', '_', '-', ' ', '\u0131', '٣', '青');
    const text = fc.oneof(
      wildTexts(fc.string({ unit, maxLength: 30 })),
      fc.integer({ min: -40, max: 40 }).map((more) => '7'.repeat(pieceLength + more)),
    );
    fc.assert(
      fc.property(text, fc.string({ unit, maxLength: 30 }), (before, after) => {
        expect(runsIn(before + after)).toEqual(runsOneByOne(before + after));
      }),
      { numRuns: 500 },
    );
  });

  it('are the same wherever a piece ends', () => {
    for (let more = -20; more <= 2; more++) {
      const text = `${'.'.repeat(pieceLength + more)}12xa 34x 56 a78 90`;
      expect(runsIn(text), `${more}`).toEqual(runsOneByOne(text));
    }
  });
});

describe('the literals that a pattern requires', () => {
  const literalsOf = (pattern: string) => requiredLiterals(new RRegex(pattern).syntax());

  it.each([
    ['\\bghp_[a-z]{36}', ['ghp_'], 0],
    ['\\b(?:sk|rk)_(?:live|test)_\\w{20}', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], 0],
    ['[A-Z]{3}8Q~\\w+', ['8q~'], 3],
    ['(?i)pwd\\s*=', ['pwd'], 0],
    ['(?:foo|bar\\d+baz)', ['foo', 'bar'], 0],
    ['\\w+@corp', ['@corp'], null],
  ])('of %s', (pattern, literals, offset) => {
    const found = literalsOf(pattern);
    expect(found?.literals.toSorted()).toEqual(literals.toSorted());
    if (offset !== null || pattern.startsWith('\\w')) expect(found?.offset).toBe(offset);
  });

  it('are none where a match can do without', () => {
    for (const pattern of ['\\d{11}', 'foo|\\d+', '(?:foo)?\\d+', 'a*'])
      expect(literalsOf(pattern), pattern).toBeNull();
  });

  it('stand in every match', () => {
    const piece = fc.constantFrom(
      'ab',
      'cde',
      '[ab]',
      '(?:ab|cd)',
      '(?:ab)?',
      'c{2}',
      '\\d',
      '(?:ab|c\\d)',
      '(?:abc)+',
      '.',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', '1'), maxLength: 30 }),
        (pieces, text) => {
          const regex = new RRegex(pieces.join(''));
          const found = requiredLiterals(regex.syntax());
          for (const match of found === null ? [] : regex.findAll(text)) {
            expect(
              found?.literals.some((literal) =>
                found.offset === null ? match.value.includes(literal) : match.value.startsWith(literal, found.offset),
              ),
            ).toBe(true);
          }
          regex.free();
        },
      ),
    );
  });
});

describe('a word of its own', () => {
  const alone = (text: string, word: string): boolean =>
    standsAlone(text, text.indexOf(word), text.indexOf(word) + word.length);

  it.each([
    ['my phone', 'phone'],
    ['mobile_phone', 'phone'],
    ['phoneNumber', 'phone'],
    ['homePhone', 'Phone'],
    ['phones', 'phone'],
    ['电话phone号', 'phone'],
    ['phone2', 'phone'],
    ['这个手机号', '手机'],
  ])('in %s: %s', (text, word) => expect(alone(text, word)).toBe(true));
  it.each([
    ['setting', 'tin'],
    ['microphone', 'phone'],
    ['privatélé', 'priv'],
    ['phonetic', 'phone'],
    ['ELEVATED', 'VAT'],
  ])('not in %s: %s', (text, word) => expect(alone(text, word)).toBe(false));
});
