import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabetOf, isOf } from '../../../src/risk/disguise/alphabet.ts';
import { Sift } from '../../../src/risk/disguise/sift.ts';
import { kindOf, plain } from '../../../src/risk/disguise/unit-kinds.ts';

const sift = new Sift();
const digits = '0123456789ABCDEF -';

/** Of any code units, among them halves of pairs; pieces of one character are long enough for several vectors. */
const wild = (...pieces: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 })
    .map((parts) => parts.join(''));

function placesIn(text: string, isPlace: (at: number) => boolean): number[] {
  return Array.from({ length: text.length }, (_, at) => at).filter(isPlace);
}

function found({ at, count }: { at: Int32Array; count: number }): number[] {
  return [...at.subarray(0, count)];
}

describe('sifting a text', () => {
  it('finds each run of an alphabet that is long enough, and no other', () => {
    const alphabet = alphabetOf(digits);
    const text = wild(
      '1',
      '22',
      '3'.repeat(15),
      'A'.repeat(16),
      'B'.repeat(33),
      'x',
      '\u0131',
      '\u3131',
      '\uff11',
      '\0',
    );
    fc.assert(
      fc.property(text, fc.constantFrom(1, 12, 16, 35), (value, lengthMin) => {
        const runs: string[] = [];
        sift.read(value);
        sift.forEachRun(alphabet, lengthMin, (start, end) => {
          runs.push(`${start} to ${end}`);
          return end;
        });
        const each = [...value.matchAll(/[0-9A-F -]+/g)].filter(([run]) => run.length >= lengthMin);
        expect(runs).toEqual(each.map(({ index, 0: run }) => `${index} to ${index + run.length}`));
      }),
      { numRuns: 500 },
    );
  });

  it('goes on where it is told to, within a run of another one too', () => {
    sift.read(`${'7'.repeat(20)}x${'7'.repeat(40)}`);
    const runs: [number, number][] = [];
    sift.forEachRun(alphabetOf('7'), 16, (start, end) => {
      runs.push([start, end]);
      return start === 0 ? 30 : end;
    });
    expect(runs).toEqual([
      [0, 20],
      [30, 61],
    ]);
  });

  it('knows each character of an alphabet, and none beside', () => {
    const alphabet = alphabetOf('AZaz09+/=_\n\t~');
    for (let unit = 0; unit < 0x1_0000; unit++) {
      sift.read(String.fromCharCode(unit));
      let isRun = false;
      sift.forEachRun(alphabet, 1, (_, end) => ((isRun = true), end));
      if (isRun !== isOf(alphabet, unit)) expect.fail(`code unit ${unit}`);
    }
  });

  it('finds what may be written plainer, and ideographs before a blank', () => {
    const text = wild(
      'a',
      ' ',
      '&',
      '%41',
      '\\',
      '青',
      '青 ',
      '仅\u3000',
      '\u200b',
      'е',
      '\ud835\udc00',
      '\u001b',
      '\0',
      'x'.repeat(17),
    );
    fc.assert(
      fc.property(text, (value) => {
        sift.read(value);
        sift.findPlaces();
        expect(found(sift.characters)).toEqual(placesIn(value, (at) => kindOf[value.charCodeAt(at)] !== plain));
        expect(found(sift.ideographs)).toEqual(
          placesIn(value, (at) => /^[\u4e00-\u9fff][ \u3000]/.test(value.slice(at))).filter(
            (at) => kindOf[value.charCodeAt(at)] === plain,
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('finds dividers that stand with two others between single characters', () => {
    const text = wild('a b c d', '-', 'x-y-z-', ' ', '·', '青\u3000用\u3000限\u3000', '--', 'a', '|b|c|');
    const dividers = ' \t-._*|/+~\u00a0\u00b7\u2022\u3000';
    fc.assert(
      fc.property(text, (value) => {
        sift.read(value);
        sift.findPlaces();
        const isRow = (at: number): boolean => {
          const is = (place: number): boolean => value[place] === value[at];
          if (!dividers.includes(value[at]!) || is(at - 1) || is(at + 1)) return false;
          return (is(at - 2) && (is(at + 2) || is(at - 4))) || (is(at + 2) && is(at + 4));
        };
        expect(found(sift.rows)).toEqual(placesIn(value, isRow));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the operators that may join two strings', () => {
    const text = wild('" + "', "'+'", ' . ', '+', '.', '"', "'", '`', ' ', 'abcdefgh', '\u022b', '\u022e');
    fc.assert(
      fc.property(text, (value) => {
        sift.read(value);
        sift.findPlaces();
        const isJoint = (at: number): boolean => /^[ "'`][+.][ "'`]/.test(value.slice(Math.max(0, at - 1))) && at > 0;
        expect(found(sift.joints)).toEqual(placesIn(value, isJoint));
      }),
      { numRuns: 500 },
    );
  });

  it('finds as much in a text that is longer than its room, and after it', () => {
    const piece = '\\ + 青 a-b-c-dd. . zz\n';
    for (const times of [1, 20_000, 1]) {
      sift.read(piece.repeat(times));
      sift.findPlaces();
      expect([sift.characters, sift.ideographs, sift.rows, sift.joints].map(({ count }) => count / times)).toEqual([
        1, 1, 6, 2,
      ]);
    }
  });
});
