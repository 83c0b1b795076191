import type { Disguise } from '@tollgate/contract';
import { isDigit } from '../engine/number-runs.ts';
import { Edits, type Rewriting } from './edits.ts';
import { isMobileNumber, isProvenNumber } from './proven-number.ts';
import { alphabetOf } from './alphabet.ts';
import type { Sift } from './sift.ts';
import { isAsciiAlphanumeric } from './units.ts';

const spaced: readonly Disguise[] = ['spaced'];
/** What numbers are written with, and what groups of them are divided by. */
const alphabet = alphabetOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -._/+*');
/** Eleven digits and a divider. */
const lengthMin = 12;
/** More groups are a table; an IBAN has at most 34 places. */
const groupsMax = 40;
const dividerMax = 3;
/** The shortest number looked for has nine digits, the longest 34 places. */
const placesMin = 9;
const placesMax = 34;
const margin = 64;

interface Group {
  readonly start: number;
  readonly end: number;
}

/**
 * Joins the groups of numbers that are divided in other ways than people do: `4556 - 0000 - 12`, `DE-12-34-56-…`,
 * `1 3 8 0 …`; only where the whole is a number that proves itself, or a mobile number in at least three groups.
 */
export function readGrouped(text: string, sift: Sift): Rewriting[] {
  const proven = new Edits();
  const others = new Edits();
  sift.forEachRun(alphabet, lengthMin, (start, end) => {
    forEachChain(text, start, end, (groups) => {
      if (placesOf(groups) < placesMin) return;
      const inner = withoutWords(text, groups);
      const places = placesOf(inner);
      if (inner.length < 2 || places < placesMin || places > placesMax) return;
      const joined = mayBeNumber(text, inner, places) ? joinedOf(text, inner) : '';
      if (isProvenNumber(joined)) join(inner, proven);
      else if (isMobileNumber(joined) && (inner.length > 2 || isNamedPhone(text, inner[0]!.start))) join(inner, others);
      else if (isWrittenOneByOne(inner) && !isInTable(text, inner)) join(inner, others);
    });
    return end;
  });
  return [
    ...(proven.count === 0 ? [] : [{ edits: proven, margin, reach: -1, isJoined: true }]),
    ...(others.count === 0 ? [] : [{ edits: others, margin, reach: -1, isJoined: false }]),
  ];
}

function placesOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Most groups are dates and versions: eleven places are a mobile number at most, and fewer than thirteen prove nothing. */
function mayBeNumber(text: string, groups: readonly Group[], places: number): boolean {
  return places >= 13 || (places === 11 && text.charCodeAt(groups[0]!.start) === 0x31);
}

function joinedOf(text: string, groups: readonly Group[]): string {
  return groups.map(({ start, end }) => text.slice(start, end)).join('');
}

const phoneWord =
  /(?:phone|mobile|\bcell|\btel\b|call|whatsapp|wechat|text me|手机|电话|联系|号码|微信|短信|拨打|致电)[^\n]{0,32}$/i;

/** Two groups are two numbers, unless a word for a phone stands before them. */
function isNamedPhone(text: string, start: number): boolean {
  return phoneWord.test(text.slice(Math.max(0, start - 48), start));
}

/** Digit by digit: nobody writes a row of so many numbers otherwise, tables aside. */
function isWrittenOneByOne(groups: readonly Group[]): boolean {
  return groups.length <= 20 && groups.every(({ start, end }) => end - start === 1);
}

/** Numbers stand in the lines above or below too. */
function isInTable(text: string, groups: readonly Group[]): boolean {
  const [start, end] = [groups[0]!.start, groups.at(-1)!.end];
  return (
    /\d[^\d\n]{0,16}\n[^\d\n]{0,16}$/.test(text.slice(Math.max(0, start - 40), start)) ||
    /^[^\d\n]{0,16}\n[^\d\n]{0,16}\d/.test(text.slice(end, end + 40))
  );
}

/** Finds the groups that the same divider stands between. */
function forEachChain(text: string, from: number, to: number, visit: (groups: readonly Group[]) => void): void {
  let groups: Group[] = [];
  /** Where a divider of these groups stands; -1 before the second one. */
  let divider = -1;
  let at = from;
  const close = (): void => {
    if (groups.length > 1 && groups.length <= groupsMax) visit(groups);
  };
  while (at < to) {
    const start = at;
    while (at < to && isAsciiAlphanumeric(text.charCodeAt(at))) at++;
    if (at > start) {
      const group = { start, end: at };
      const last = groups.at(-1);
      if (last === undefined || start - last.end > dividerMax) {
        close();
        groups = [group];
        divider = -1;
      } else if (divider < 0 || isSameDivider(text, divider, last.end, start)) {
        divider = last.end;
        groups.push(group);
      } else {
        close();
        // Of two groups the second may be the first of what follows: `+86-137 000 000 00`.
        groups = groups.length > 2 ? [group] : [last, group];
        divider = groups.length > 1 ? last.end : -1;
      }
    }
    while (at < to && !isAsciiAlphanumeric(text.charCodeAt(at))) at++;
  }
  close();
}

/** Whether the divider at `one` is that of [other, end). */
function isSameDivider(text: string, one: number, other: number, end: number): boolean {
  const length = end - other;
  for (let at = 0; at < length; at++) if (text.charCodeAt(one + at) !== text.charCodeAt(other + at)) return false;
  return isAsciiAlphanumeric(text.charCodeAt(one + length));
}

/** Without capitalised words on both sides: `IBAN DE 89 …`, `… CNY`. The country of an IBAN is none. */
function withoutWords(text: string, groups: readonly Group[]): readonly Group[] {
  const isWord = ({ start, end }: Group): boolean =>
    end - start > 2 && !isDigit(text.charCodeAt(start)) && /^[A-Z]+$/.test(text.slice(start, end));
  let first = 0;
  let last = groups.length;
  while (first < last && isWord(groups[first]!)) first++;
  while (last > first && isWord(groups[last - 1]!)) last--;
  return first === 0 && last === groups.length ? groups : groups.slice(first, last);
}

function join(groups: readonly Group[], edits: Edits): void {
  for (let index = 1; index < groups.length; index++) {
    const [start, end] = [groups[index - 1]!.end, groups[index]!.start];
    // A group that two chains share.
    if (start >= edits.end) edits.add(start, end, '', spaced);
  }
}
