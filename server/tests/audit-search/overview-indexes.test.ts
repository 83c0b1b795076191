import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countCalls, countRules } from '../../src/audit/search/overview.queries.ts';
import { MemoryJournal, open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { shipAll } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
const startMs = Date.parse('2026-11-02T00:00:00Z');
const scope = { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z', onlyUserId: undefined };

beforeAll(async () => {
  database = await createTestDatabase();
  const journal = new MemoryJournal();
  for (let index = 0; index < 20; index++) {
    const id = requestId(startMs + index * 1000);
    journal.append(open(openHead(id)), settle(settleHead(id)));
  }
  await shipAll(database.pool, journal);
  await database.pool.query('vacuum analyze invocations');
});
afterAll(() => database.drop());

test.each([
  ['calls', countCalls],
  ['hits of rules', countRules],
])('the overview counts %s from an index alone, without their rows', async (_, count) => {
  const client = await database.pool.connect();
  try {
    // Of so few rows PostgreSQL would read all.
    await client.query('begin; set local enable_seqscan = off; set local enable_bitmapscan = off');
    const asked: { text: string; values: unknown[] }[] = [];
    const recording = Object.assign(Object.create(client) as pg.PoolClient, {
      query: (text: string, values: unknown[]) => {
        asked.push({ text, values });
        return client.query(text, values);
      },
    });
    await count(recording, scope, [new Date(startMs)]);
    const [{ text, values } = { text: '', values: [] }] = asked;
    const { rows } = await client.query<Record<string, string>>(`explain ${text}`, values);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Only Scan using invocations_\w+_at_/);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
