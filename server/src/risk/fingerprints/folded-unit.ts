/** What a character is to fingerprints. An ideograph is a token by itself: scripts without blanks know no words. */
export const unitKinds = { separator: 0, letter: 1, digit: 2, ideograph: 3, ignored: 4 } as const;
export type UnitKind = (typeof unitKinds)[keyof typeof unitKinds];

export interface FoldedUnit {
  readonly kind: UnitKind;
  /** Compatibility-decomposed (NFKD), without accents, case-folded. */
  readonly folded: string;
}

const wordless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Accents, and what nobody sees: joiners, soft hyphens, variation selectors. */
const unseen = /[\u0300-\u036f]|[\u00ad\u200b-\u200d\u2060\ufeff]|[\ufe00-\ufe0f]/g;

const known: FoldedUnit[] = Array.from({ length: 0x10000 });
const beyond = new Map<number, FoldedUnit>();

/** Of one code point; the same for all of its compatible forms, whether it is a capital or small, accented or not. */
export function foldedUnit(codePoint: number): FoldedUnit {
  const there = codePoint < known.length ? known[codePoint] : beyond.get(codePoint);
  if (there !== undefined) return there;
  const unit = fold(String.fromCodePoint(codePoint));
  if (codePoint < known.length) known[codePoint] = unit;
  else beyond.set(codePoint, unit);
  return unit;
}

function fold(character: string): FoldedUnit {
  const seen = character.normalize('NFKD').replace(unseen, '');
  if (seen === '') return { kind: unitKinds.ignored, folded: '' };
  // Up and down again: sharp s and ss, both forms of the Greek sigma.
  const folded = seen
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  if (folded === '') return { kind: unitKinds.separator, folded: '' };
  if (wordless.test(folded)) return { kind: unitKinds.ideograph, folded };
  return { kind: /^\p{N}/u.test(folded) ? unitKinds.digit : unitKinds.letter, folded };
}
