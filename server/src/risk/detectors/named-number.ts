import { isLatinLetter, standsAlone } from '../engine/word-edges.ts';
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
  /** It is written in capitals: small letters belong to the next word. */
  readonly isCapital?: boolean;
}

/** Up to the value: a few words ("number is", "card no."), a colon, a quote. */
const gapMax = 34;
/** Letters before the first digit of a value. */
const lettersMax = 14;
const value =
  /^([^\n\d]{0,34}?)(?<![A-Za-z])((?:[A-Z]{1,6}[ -]?){0,2}\d[\dA-Za-z]{0,19}(?:[ .\u00a0/-]?\(?[\dA-Za-z]{1,12}\)?){0,7})/;
const valueMax = 80;
const writtenDate = /^(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)/;
/** Among the checks of all countries one fits a short number by chance. */
const anyLengthMin = 9;
/** What may follow a name of few letters: looked for together with it, since `sin` and `tin` stand in many words. */
const edges = [' ', ':', '：', '"', "'", '=', '_', '-', '#', '|', '\t', '.', ',', '/', ')', '号', '是'];
const fewLetters = /^[a-z]{1,4}$/;

/**
 * A number right after what it is called. Of what follows the name, the longest part with a right check digit is it; without
 * one, what looks like an identity number, unless the name is a short one.
 */
export function namedNumber(kinds: readonly NumberKind[]): AnchoredDetector {
  const names = new Names(kinds);
  const every = kinds.flatMap(({ checks }) => checks ?? []);

  return {
    anchorsAreWords: true,
    anchors: names.all.flatMap((name) => (fewLetters.test(name) ? edges.map((edge) => name + edge) : [name])),
    look(text, at, report) {
      if (isLatinLetter(text.charCodeAt(at - 1)) && isLatinLetter(text.charCodeAt(at)) && !isCamelCase(text, at))
        return;
      const name = names.at(text, at);
      if (name === undefined || !hasDigitAfter(text, at + name.length)) return;
      if (!standsAlone(text, at, at + name.length)) return;
      const from = at + name.length;
      const found = value.exec(text.slice(from, from + gapMax + valueMax));
      // `sin(30)`: a function.
      if (found === null || found[1] === '(' || writtenDate.test(found[2]!)) return;
      // `tax_code: 'txcd_92010001'`: an id with its own prefix.
      if (/[A-Za-z]{2}_$/.test(found[1]!)) return;
      const start = from + found[1]!.length;
      const parts = partsOf(found[2]!);
      for (const { kind, isShort } of names.meaning(name)) {
        const checks = kind.checks ?? every;
        const lengthMin = kind.checks === undefined ? anyLengthMin : 0;
        const right = parts.find((part) => !(kind.isCapital && /[a-z]/.test(part)) && isRight(part, checks, lengthMin));
        const chosen = right ?? (isShort ? undefined : parts.find(looksRight));
        if (chosen !== undefined) {
          report(start, start + chosen.length);
          return;
        }
      }
    },
  };
}

interface Meaning {
  readonly kind: NumberKind;
  readonly isShort: boolean;
}

/** What numbers are called, to be found by their first two characters. */
class Names {
  readonly #meanings = new Map<string, Meaning[]>();
  readonly #byStart: Map<string, string[]>;

  constructor(kinds: readonly NumberKind[]) {
    for (const kind of kinds) {
      for (const name of kind.names) this.#note(name, { kind, isShort: false });
      for (const name of kind.short ?? []) this.#note(name, { kind, isShort: true });
    }
    const longestFirst = this.all.toSorted((one, other) => other.length - one.length);
    this.#byStart = Map.groupBy(longestFirst, (name) => name.slice(0, 2));
  }

  #note(name: string, meaning: Meaning): void {
    this.#meanings.set(name, [...(this.#meanings.get(name) ?? []), meaning]);
  }

  get all(): string[] {
    return [...this.#meanings.keys()];
  }

  /** The longest name that stands here. */
  at(text: string, at: number): string | undefined {
    const here = text.slice(at, at + nameMax).toLowerCase();
    return this.#byStart.get(here.slice(0, 2))?.find((name) => here.startsWith(name));
  }

  meaning(name: string): readonly Meaning[] {
    return this.#meanings.get(name) ?? [];
  }
}

const nameMax = 40;

function isCamelCase(text: string, at: number): boolean {
  return /[a-z]/.test(text.charAt(at - 1)) && /[A-Z]/.test(text.charAt(at));
}

/** In the same line, no farther than a value may begin. */
function hasDigitAfter(text: string, from: number): boolean {
  const to = Math.min(text.length, from + gapMax + lettersMax);
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return false;
    if (unit <= 0x39 && unit >= 0x30) return true;
  }
  return false;
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
  if (compact.length < lengthMin || (compact.length <= 8 && isDate(part))) return false;
  return checks.some((check) => check(compact) || check(part.toUpperCase()));
}

/** No words in it, which are groups of small letters, and no group of several letters at its end after a blank. */
function looksRight(part: string): boolean {
  return (
    isIdLike(part) &&
    !/(?:^|[ .()\u00a0/-])[A-Za-z]*[a-z][A-Za-z]+(?:$|[ .()\u00a0/-])| [A-Z]{2,}$|^\d+[a-z]{2,}$/.test(part)
  );
}
