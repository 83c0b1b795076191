import type { Hir, RRegex } from 'rregex';
import { InvalidRule } from '../invalid-rule.ts';
import { type SharedRegex, shareRegex } from './shared-regex.ts';
import { hintFor } from './pattern-hints.ts';

/** Matches of one pattern in one text, in order: (start, end) in UTF-16 code units; empty matches are left out. */
export type FindSpans = (text: string, report: (start: number, end: number) => void) => void;

export interface LinearRegex {
  readonly find: FindSpans;
  readonly syntax: Hir;
  readonly groups: number;
  /** Gives the engine's memory back, which happens by itself late; `find` must not be called after. */
  free(): void;
}

/**
 * A pattern on Rust's `regex` crate: linear time, limited size, no look-around and no back-references. `\b` and `\B`
 * mean ASCII words, so that a number next to a Chinese character has an edge.
 *
 * @throws InvalidRule with the position of the error where the engine tells it
 */
export function compileLinearRegex(rule: string, pattern: string, flags: string, group: number): LinearRegex {
  const prefix = flags === '' ? '' : `(?${flags})`;
  const { source, origin } = withAsciiWordEdges(pattern);
  let shared: SharedRegex;
  try {
    shared = shareRegex(prefix + source);
  } catch (error) {
    const simpler = withoutRepeatedStars(source);
    if (simpler === source || !isTooLarge(error)) throw refusal(rule, pattern, prefix, error, origin);
    return compileLinearRegex(rule, withoutRepeatedStars(pattern), flags, group);
  }
  const { regex, release } = shared;
  const groups = regex.capturesLength() - 1;
  if (group > groups) {
    release();
    throw new InvalidRule(rule, 'group', `the pattern has ${groups} groups, there is no group ${group}`);
  }
  const find: FindSpans = (text, report) => findAll(regex, text, group, report);
  return { syntax: regex.syntax(), groups, find, free: release };
}

/** A starred group that is repeated matches what it matches once: `(.*){1,32000}` is `(.*)`, without the size. */
function withoutRepeatedStars(pattern: string): string {
  return pattern.replace(/(\((?:\?:)?(?:\\.|\[(?:\\.|[^\]\\])+\]|[^\\[\](){}*+?|])\*\))\{\d+,?\d*\}/g, '$1');
}

function isTooLarge(error: unknown): boolean {
  return /size limit/.test(error instanceof Error ? error.message : String(error));
}

/** `origin[i]`: the place in the pattern of the i-th code unit of the source. */
function withAsciiWordEdges(pattern: string): { source: string; origin: number[] } {
  let source = '';
  const origin: number[] = [];
  const put = (text: string, at: number): void => {
    source += text;
    for (let index = 0; index < text.length; index++) origin.push(at);
  };
  let depth = 0;
  for (let index = 0; index < pattern.length; index++) {
    const unit = pattern.charAt(index);
    if (unit === '\\') {
      const next = pattern.charAt(index + 1);
      const isEdge = depth === 0 && (next === 'b' || next === 'B') && pattern.charAt(index + 2) !== '{';
      if (isEdge) put(`(?-u:\\${next})`, index);
      else {
        put('\\', index);
        if (next !== '') put(next, index + 1);
      }
      index++;
      continue;
    }
    if (unit === '[') depth++;
    else if (unit === ']' && depth > 0) depth--;
    put(unit, index);
  }
  return { source, origin };
}

function refusal(
  rule: string,
  pattern: string,
  prefix: string,
  error: unknown,
  origin: readonly number[],
): InvalidRule {
  const message = error instanceof Error ? error.message : String(error);
  if (isTooLarge(error)) {
    return new InvalidRule(
      rule,
      'regex',
      'the pattern is too large once its repetitions are written out',
      null,
      'use smaller counts',
    );
  }
  const reason = /error: (.+)$/s.exec(message)?.[1]?.trim() ?? 'the pattern cannot be read';
  const position = positionOf(message, pattern, prefix, origin);
  return new InvalidRule(rule, 'regex', reason, position, hintFor(reason, pattern, position));
}

/** The engine shows an error by carets under the line of the pattern. */
function positionOf(message: string, pattern: string, prefix: string, origin: readonly number[]): number | null {
  const lines = message.split('\n');
  const carets = lines.findIndex((line) => /^\s*\^+\s*$/.test(line));
  if (carets < 1 || pattern.includes('\n')) return null;
  const column = (lines[carets] ?? '').indexOf('^') - 4 - prefix.length;
  if (column < 0) return null;
  return origin[column] ?? pattern.length;
}

function findAll(regex: RRegex, text: string, group: number, report: (start: number, end: number) => void): void {
  if (!regex.isMatch(text)) return;
  const toUtf16 = utf16Offsets(text);
  if (group === 0) {
    for (const match of regex.findAll(text)) {
      if (match.end > match.start) report(toUtf16(match.start), toUtf16(match.end));
    }
    return;
  }
  for (const captures of regex.capturesAll(text)) {
    const match = captures.get[group];
    if (match && match.end > match.start) report(toUtf16(match.start), toUtf16(match.end));
  }
}

/** Turns ascending UTF-8 offsets into UTF-16 ones; a step back (groups of neighbouring matches) starts over. */
function utf16Offsets(text: string): (byte: number) => number {
  if (Buffer.byteLength(text) === text.length) return (byte) => byte;
  let bytes = 0;
  let units = 0;
  return (byte) => {
    if (byte < bytes) bytes = units = 0;
    while (bytes < byte) {
      const unit = text.charCodeAt(units);
      const isPair = unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(units + 1) & 0xfc00) === 0xdc00;
      bytes += isPair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      units += isPair ? 2 : 1;
    }
    return units;
  };
}
