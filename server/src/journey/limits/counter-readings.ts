import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../database/queryable.ts';
import { type CounterKey, selectCounter } from './leases.queries.ts';

/** What the record and the running processes say of a counter, spent and reserved together: a decimal. */
export type CounterReadings = (counter: CounterKey) => Promise<string>;

/** Asks the database, and keeps each answer, a failure too, for a few seconds: it is agents who ask. */
export function createCounterReadings(database: Queryable, keptMs = 5000): CounterReadings {
  const answers = new LRUCache<string, Promise<string>>({ max: 1000, ttl: keptMs });
  return (counter) => {
    const name = `${counter.budgetId}\n${counter.subject}\n${counter.periodFrom}`;
    const kept = answers.get(name);
    if (kept) return kept;
    const asked = selectCounter(database, counter, '').then(({ used }) => used);
    answers.set(name, asked);
    return asked;
  };
}
