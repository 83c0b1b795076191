import { standsAlone } from '../engine/word-edges.ts';
import { isDate, isIdLike } from '../validators/number-shapes.ts';
import type { AnchoredDetector } from './detector.ts';

/** Numbers that go by a name: an identity number, a tax number. */
export interface NumberKind {
  /** ISO 3166-1 alpha-2; absent for names that every country uses. */
  readonly country?: string;
  /** What it is called. Words that mean other things too (`sin`, `pan`) are `short`: after them only a right number counts. */
  readonly names: readonly string[];
  readonly short?: readonly string[];
  /** Says of a number without blanks and punctuation, in capitals, whether it is one. Absent: any number will do. */
  readonly checks?: readonly ((compact: string) => boolean)[];
}

/** Up to the value: a few words ("number is", "card no."), a colon, a quote. */
const gapMax = 34;
const value =
  /^([^\n\d]{0,34}?)(?<![A-Za-z])((?:[A-Z]{1,6}[ -]?){0,2}\d[\dA-Za-z]{0,19}(?:[ .\u00a0/-]?\(?[\dA-Za-z]{1,12}\)?){0,7})/;
const valueMax = 80;
/** Among the checks of all countries one fits a short number by chance. */
const anyLengthMin = 9;

/**
 * A number right after what it is called. Of what follows the name, the longest part with a right check digit is it; without
 * one, what looks like an identity number, unless the name is a short one.
 */
export function namedNumber(kinds: readonly NumberKind[]): AnchoredDetector {
  const byName = new Map<string, { readonly kind: NumberKind; readonly isShort: boolean }[]>();
  for (const kind of kinds) {
    for (const name of kind.names) note(name, kind, false);
    for (const name of kind.short ?? []) note(name, kind, true);
  }
  function note(name: string, kind: NumberKind, isShort: boolean): void {
    byName.set(name, [...(byName.get(name) ?? []), { kind, isShort }]);
  }
  const every = kinds.flatMap(({ checks }) => checks ?? []);
  const longestFirst = [...byName.keys()].sort((one, other) => other.length - one.length);

  return {
    anchors: [...byName.keys()],
    look(text, at, report) {
      const here = text.slice(at, at + 40).toLowerCase();
      const name = longestFirst.find((one) => here.startsWith(one));
      if (name === undefined || !standsAlone(text, at, at + name.length)) return;
      const from = at + name.length;
      const found = value.exec(text.slice(from, from + gapMax + valueMax));
      // `sin(30)`: a function.
      if (found === null || found[1] === '(') return;
      const start = from + found[1]!.length;
      const parts = partsOf(found[2]!);
      for (const { kind, isShort } of byName.get(name)!) {
        const checks = kind.checks ?? every;
        const right = parts.find((part) => isRight(part, checks, kind.checks === undefined ? anyLengthMin : 0));
        const chosen = right ?? (isShort ? undefined : parts.find(looksRight));
        if (chosen !== undefined) {
          report(start, start + chosen.length);
          return;
        }
      }
    },
  };
}

/** The value and what is left of it when groups are taken off its end, longest first. */
function partsOf(whole: string): string[] {
  const parts = [whole];
  for (let end = whole.length - 1; end >= 5; end--) {
    if (/[ .\u00a0/-]/.test(whole.charAt(end))) parts.push(whole.slice(0, end));
  }
  return parts;
}

function isRight(part: string, checks: readonly ((compact: string) => boolean)[], lengthMin: number): boolean {
  const compact = part.replace(/[ .()\u00a0/-]/g, '').toUpperCase();
  if (compact.length < lengthMin || isDate(part)) return false;
  return checks.some((check) => check(compact) || check(part.toUpperCase()));
}

/** Without words at its end: groups of small letters, or of several letters after a blank. */
function looksRight(part: string): boolean {
  return isIdLike(part) && !/(?:[ .\u00a0/-][A-Za-z]*[a-z][A-Za-z]*| [A-Z]{2,})$/.test(part) && !/^\d+[a-z]{2,}$/.test(part);
}
