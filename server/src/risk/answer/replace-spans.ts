import type { HitRecord } from '@tollgate/contract';
import { encodedSpan } from '../encoded-span.ts';
import { JsonUnits } from './json-units.ts';
import { labelOf } from '../redaction-label.ts';
import { PlainUnits, type TextUnits } from './text-units.ts';

export interface Replaced {
  readonly text: string;
  /** A finding that cannot be replaced without breaking the JSON that it stands in; null: all are. */
  readonly stuck: HitRecord | null;
}

interface Span {
  readonly start: number;
  end: number;
  readonly hit: HitRecord;
}

/** Replaces findings in a text that has come whole. */
export function replaceSpans(text: string, hits: readonly HitRecord[], isJson: boolean): Replaced {
  const units: TextUnits = isJson ? new JsonUnits() : new PlainUnits();
  const said = units.push(text) + units.end();
  const placeOf = places(units, said.length);
  let replaced = '';
  let from = 0;
  for (const { start, end, hit } of spansOf(text, hits)) {
    const [first, last] = [placeOf(start), placeOf(end)];
    const room = first === null || last === null ? null : units.room(first, last);
    if (room === null) return { text, stuck: hit };
    const label = labelOf(hit.rule);
    replaced += text.slice(from, start) + (room === 'string' ? `"${label}"` : label);
    from = end;
  }
  return { text: replaced + text.slice(from), stuck: null };
}

/** What overlaps is replaced as one. */
function spansOf(text: string, hits: readonly HitRecord[]): Span[] {
  const spans: Span[] = [];
  const all = hits.map((hit): Span => ({ ...encodedSpan(text, hit), hit }));
  for (const span of all.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last === undefined || span.start >= last.end) spans.push(span);
    else last.end = Math.max(last.end, span.end);
  }
  return spans;
}

/** Tells which unit begins at a place in the raw text; asked in ascending order. Null within an escape. */
function places(units: TextUnits, length: number): (raw: number) => number | null {
  let place = 0;
  return (raw) => {
    while (place < length && units.rawAt(place) < raw) place++;
    return units.rawAt(place) === raw ? place : null;
  };
}
