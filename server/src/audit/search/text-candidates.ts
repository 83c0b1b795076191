import type pg from 'pg';
import { timeOfId } from '../../platform/ids.ts';
import type { WordBits } from '../words/signature.ts';
import { firstIdAt } from './cursor.ts';
import { inTime } from './in-time.ts';
import type { InvocationFilter } from './invocations.queries.ts';
import { type Place, type ReadBlock, selectAmong, selectCandidates } from './text-search.queries.ts';

export interface Candidates {
  /** Newest first. */
  readonly requestIds: readonly string[];
  /** Everything behind this place was looked at. */
  readonly reached: Place;
}

const dayMs = 86_400_000;
/** So much time is looked through at once: first a day, then more and more. */
const spanFirstMs = dayMs;
const spanMaxMs = 8 * dayMs;
const spanMinMs = 60_000;
/** So many calls are read at once: few first, since a page of frequent words is full soon. */
const callsFirst = 100;
const callsMax = 1600;

/**
 * The calls of a filter of which a content may hold all the words, from a place back to a time, in steps. What takes longer
 * than a statement may is asked again in smaller steps.
 */
export async function* textCandidates(
  pool: pg.Pool,
  filter: InvocationFilter,
  words: readonly WordBits[],
  start: Place,
  begin: Date,
): AsyncGenerator<Candidates> {
  let before = start;
  let spanMs = spanFirstMs;
  const blocks = new Map<string, ReadBlock>();
  while (before.at > begin) {
    const since = new Date(Math.max(begin.getTime(), before.at.getTime() - spanMs));
    const window = { words, since, before, blocks };
    const ids = await inTime(() => selectCandidates(pool, window));
    if (ids === null) {
      if (spanMs <= spanMinMs) throw new Error('a minute of the record takes too long to be searched');
      spanMs = Math.max(spanMinMs, spanMs / 8);
      continue;
    }
    yield* callsOf(pool, filter, ids);
    before = placeAt(window.since);
    yield { requestIds: [], reached: before };
    spanMs = Math.min(spanMaxMs, spanMs * 2);
  }
}

async function* callsOf(pool: pg.Pool, filter: InvocationFilter, ids: readonly string[]): AsyncGenerator<Candidates> {
  let atOnce = callsFirst;
  for (let from = 0; from < ids.length;) {
    const some = ids.slice(from, from + atOnce);
    const requestIds = await inTime(() => selectAmong(pool, filter, some));
    if (requestIds === null) {
      if (some.length === 1) throw new Error('a single call of the record takes too long to be read');
      atOnce = Math.ceil(some.length / 8);
      continue;
    }
    yield { requestIds, reached: placeOf(some.at(-1) ?? '') };
    from += some.length;
    atOnce = Math.min(callsMax, atOnce * 2);
  }
}

/** Everything before this time is older. */
export function placeAt(at: Date): Place {
  return { at, requestId: firstIdAt(at) };
}

export function placeOf(requestId: string): Place {
  return { at: new Date(timeOfId(requestId)), requestId };
}
