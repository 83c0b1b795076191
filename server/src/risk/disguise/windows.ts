import type { Edits } from './edits.ts';

/** A part of a text, and its edits: numbers `first` up to `last`, exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

/** A longer run of letters and digits is cut at the edge of a window, in code units. */
const extensionMax = 4096;

/** The parts of a text round the edits that are asked for. Windows that meet become one; runs at their edges stay whole. */
export function windowsOver(
  text: string,
  edits: Edits,
  margin: number,
  isAskedFor: (edit: number) => boolean,
): readonly Window[] {
  const spans: { start: number; end: number }[] = [];
  for (let edit = 0; edit < edits.count; edit++) {
    if (!edits.wanted[edit] || !isAskedFor(edit)) continue;
    const last = spans.at(-1);
    if (last !== undefined && edits.starts[edit]! - margin <= last.end) {
      last.end = Math.max(last.end, edits.ends[edit]! + margin);
      continue;
    }
    if (last !== undefined) last.end = extendedEnd(text, last.end);
    const start = extendedStart(text, edits.starts[edit]! - margin, last?.end ?? 0);
    if (last !== undefined && start <= last.end) last.end = edits.ends[edit]! + margin;
    else spans.push({ start, end: edits.ends[edit]! + margin });
  }
  const newest = spans.at(-1);
  if (newest !== undefined) newest.end = extendedEnd(text, newest.end);
  return withEdits(spans, edits);
}

function withEdits(spans: readonly { start: number; end: number }[], edits: Edits): Window[] {
  let edit = 0;
  return spans.map(({ start, end }) => {
    while (edit < edits.count && edits.starts[edit]! < start) edit++;
    const first = edit;
    while (edit < edits.count && edits.ends[edit]! <= end) edit++;
    return { start, end, first, last: edit };
  });
}

function extendedStart(text: string, from: number, min: number): number {
  if (from <= min) return min;
  let at = from;
  const limit = Math.max(min, from - extensionMax);
  while (at > limit && isOfRun(text.charCodeAt(at - 1))) at--;
  return at;
}

function extendedEnd(text: string, from: number): number {
  let at = Math.min(from, text.length);
  const limit = Math.min(text.length, from + extensionMax);
  while (at < limit && isOfRun(text.charCodeAt(at))) at++;
  return at;
}

/** Letters and digits of any script, and what stands inside of keys and encoded runs; surrogates too, to cut no pair. */
function isOfRun(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x2b && unit <= 0x39 && unit !== 0x2c) ||
    (unit >= 0x40 && unit <= 0x5a) ||
    unit === 0x5f ||
    unit === 0x3d ||
    (unit >= 0xd800 && unit <= 0xdfff)
  );
}
