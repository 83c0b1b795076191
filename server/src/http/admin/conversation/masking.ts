import type { HitRecord } from '@tollgate/contract';
import { type JsonNode, placeOf, stringOf } from '../../../platform/json-tree.ts';
import { maskedSample } from '../../../risk/mask.ts';

/** A finding that stands in a text: where, in UTF-16 code units, and which hit of the call it is. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly hit: number;
}

export interface MaskedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * Knows what the findings of a call say, and hides it: at the places where they were found, and wherever else the same is
 * said, an answer that repeats it above all. Numbers are known again in whatever way their digits are grouped.
 */
export class Masking {
  readonly #hits: readonly HitRecord[];
  readonly #byPlace = new Map<string, number[]>();
  readonly #said = new Map<number, string>();
  readonly #literals = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  constructor(hits: readonly HitRecord[]) {
    this.#hits = hits;
    for (const [index, { place, direction }] of hits.entries()) {
      const key = `${direction ?? 'request'} ${place}`;
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), index]);
    }
  }

  /**
   * Looks up what the findings of one direction say in a body. Where the place of a value and of a name read alike, and in
   * an answer always, only what the sample of the finding was made of is taken for it.
   */
  learnBody(root: JsonNode, text: string, direction: 'request' | 'response'): void {
    if (this.#hits.length === 0) return;
    const guesses = new Map<number, string>();
    const learn = (key: string, value: string): void => {
      for (const index of this.#byPlace.get(`${direction} ${key}`) ?? []) {
        const said = this.#sliceOf(index, value);
        if (said === null || this.#said.has(index)) continue;
        if (this.#isSampled(index, said)) this.#know(index, said);
        else if (direction === 'request' && !guesses.has(index)) guesses.set(index, said);
      }
    };
    const walk = (node: JsonNode): void => {
      if (node.key !== null) learn(placeOfName(node), node.key);
      if (node.kind === 'string') learn(placeOf(node), stringOf(text, node));
      else if (node.kind === 'number') learn(placeOf(node), text.slice(node.start, node.end));
      for (const child of node.children) walk(child);
    };
    walk(root);
    // Behind a disguise the sample is of what was undone, and the place is right all the same.
    for (const [index, said] of guesses) if (!this.#said.has(index)) this.#know(index, said);
  }

  /** For an answer that is not told as its protocol does: what can be only one of its texts is what a finding says. */
  learnLoosely(textsFor: (place: string) => readonly string[]): void {
    for (const [index, { direction, place }] of this.#hits.entries()) {
      if (direction !== 'response' || this.#said.has(index)) continue;
      const found = new Set(
        textsFor(place)
          .map((text) => this.#sliceOf(index, text))
          .filter((said) => said !== null && this.#isSampled(index, said)),
      );
      const [said] = found;
      if (said != null && found.size === 1) this.#know(index, said);
    }
  }

  /** What a hit says; null when it was not met. */
  said(hit: number): string | null {
    return this.#said.get(hit) ?? null;
  }

  /**
   * Whether findings of an answer may stand in it unmasked: those that were not met, or say too little to be known again.
   * @param isSent it is what the caller got: what was redacted or cut out is not in it
   */
  leavesInAnswer(isSent: boolean): boolean {
    return this.#hits.some(({ direction, action }, index) => {
      if (direction !== 'response' || (isSent && (action === 'redact' || action === 'block'))) return false;
      const said = this.#said.get(index);
      return said === undefined || !(isTelling(said) || said.replace(/\D/g, '').length >= digitsMin);
    });
  }

  /** @param at the place of the text in the request, where it has one */
  mask(text: string, at: string | null): MaskedText {
    const spans = this.#spansOf(text, at);
    if (spans.length === 0) return { text, marks: [] };
    let masked = '';
    let from = 0;
    const marks: Mark[] = [];
    for (const { start, end, hit } of spans) {
      masked += text.slice(from, start);
      const begin = masked.length;
      masked += this.#hits[hit]!.sample;
      marks.push({ start: begin, end: masked.length, hit });
      from = end;
    }
    return { text: masked + text.slice(from), marks };
  }

  #sliceOf(index: number, text: string): string | null {
    const { start, end } = this.#hits[index]!;
    return end <= text.length && end > start ? text.slice(start, end) : null;
  }

  #isSampled(index: number, said: string): boolean {
    const { category, sample } = this.#hits[index]!;
    return maskedSample({ category, kind: 'regex' }, said) === sample;
  }

  #know(index: number, said: string): void {
    this.#said.set(index, said);
    const escaped = JSON.stringify(said).slice(1, -1);
    for (const one of new Set([said, escaped, ...inAscii(escaped), said.trim()])) {
      if (isTelling(one) && !this.#literals.has(one)) this.#literals.set(one, index);
    }
    const digits = said.replace(/\D/g, '');
    if (digits.length >= digitsMin && !this.#numbers.has(digits)) this.#numbers.set(digits, index);
  }

  /** In order, none over another: what overlaps is hidden as one. */
  #spansOf(text: string, at: string | null): Mark[] {
    const found: Mark[] = [];
    for (const index of (at === null ? undefined : this.#byPlace.get(`request ${at}`)) ?? []) {
      const { start, end } = this.#hits[index]!;
      if (end <= text.length && end > start) found.push({ start, end, hit: index });
    }
    for (const [literal, hit] of this.#literals) {
      for (let start = text.indexOf(literal); start !== -1; start = text.indexOf(literal, start + literal.length))
        found.push({ start, end: start + literal.length, hit });
    }
    if (this.#numbers.size > 0) {
      for (const run of text.matchAll(digitRuns)) found.push(...this.#numbersIn(run[0], run.index));
    }
    const spans: Mark[] = [];
    for (const mark of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      const last = spans.at(-1);
      if (last === undefined || mark.start >= last.end) spans.push(mark);
      else if (mark.end > last.end) spans[spans.length - 1] = { ...last, end: mark.end };
    }
    return spans;
  }

  #numbersIn(run: string, at: number): Mark[] {
    const places = [...run.matchAll(/\d/g)].map(({ index }) => index);
    const digits = run.replace(/\D/g, '');
    const marks: Mark[] = [];
    for (const [number, hit] of this.#numbers) {
      for (let first = digits.indexOf(number); first !== -1; first = digits.indexOf(number, first + number.length)) {
        const [start = 0, end = 0] = [places[first], places[first + number.length - 1]];
        marks.push({ start: at + start, end: at + end + 1, hit });
      }
    }
    return marks;
  }
}

const digitsMin = 9;
const digitRuns = /\d(?:[\s.\-–_/]{0,2}\d){8,}/g;

/** Long enough that the same words elsewhere are no accident. */
function isTelling(text: string): boolean {
  return text.length >= 4 || (text.length >= 2 && /[^\u0000-\u007f]/.test(text));
}

/** As JSON is written in ASCII alone, with hexadecimal digits of either case. */
function inAscii(escaped: string): string[] {
  const written = (digits: (hex: string) => string): string =>
    escaped.replace(/[\u0080-\uffff]/g, (unit) => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
  return [written((hex) => hex), written((hex) => hex.toUpperCase())];
}

/** The place of a member's name itself, as findings in names have it. */
export function placeOfName(node: JsonNode): string {
  return `${node.parent?.parent ? placeOf(node.parent) : ''}{${node.index}}`;
}
