import { LRUCache } from 'lru-cache';
import type { Queryable } from '../database/queryable.ts';
import { type KeySpending, readKeySpending } from './key-spending.queries.ts';

/** Tells what a key has spent in the calendar month (UTC) of a moment. */
export type KeySpendings = (
  key: { readonly id: string; readonly userId: string },
  atMs: number,
) => Promise<KeySpending>;

/**
 * Asks the record, and keeps each answer, a failure too, for a few seconds: whoever asks all the time costs the database
 * one statement in that time.
 * @param database with short timeouts, and for nothing else: it is agents who ask
 */
export function createKeySpendings(database: Queryable, keptMs = 10_000): KeySpendings {
  const answers = new LRUCache<string, Promise<KeySpending>>({ max: 1000, ttl: keptMs });
  return (key, atMs) => {
    const { from, to } = monthOf(atMs);
    const name = `${key.id} ${from}`;
    const kept = answers.get(name);
    if (kept) return kept;
    const asked = readKeySpending(database, key, from, to);
    answers.set(name, asked);
    return asked;
  };
}

function monthOf(atMs: number): { readonly from: string; readonly to: string } {
  const at = new Date(atMs);
  const start = (month: number): string => new Date(Date.UTC(at.getUTCFullYear(), month)).toISOString();
  return { from: start(at.getUTCMonth()), to: start(at.getUTCMonth() + 1) };
}
