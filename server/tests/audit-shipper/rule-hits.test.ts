import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HitRecord } from '@tollgate/contract';
import { hitIn } from '../admin-api/company-record.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { MemoryJournal, open, openHead, requestId, settle, settleHead } from './events.ts';
import { shipAll } from './ship.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const hit = (rule: string): HitRecord => hitIn('Bluefin', 'Bluefin', { rule });
const sums = async () =>
  (
    await database.pool.query(
      `select rule, to_char(day, 'YYYY-MM-DD') as day, calls::int, hits::int, last_at from rule_hits order by rule, rule_hits.day`,
    )
  ).rows;

test('hits are summed by rule and day (UTC), once, however often and in whatever pieces they are shipped', async () => {
  const late = requestId('2026-03-01T23:59:59.900Z');
  const later = requestId('2026-03-02T00:00:00.100Z');
  const last = requestId('2026-03-02T09:30:00.000Z');
  const journal = new MemoryJournal();
  const begun = (id: string, ...rules: string[]) => open(openHead(id, { hits: rules.map(hit) }));
  const ended = (id: string) => settle(settleHead(id));
  journal.append(begun(late, 'one', 'one', 'two'), ended(late), begun(later, 'one'));
  await shipAll(database.pool, journal);
  await shipAll(database.pool, journal);
  journal.append(ended(later), begun(last, 'one'), ended(last), begun(requestId()));
  await shipAll(database.pool, journal);
  expect(await sums()).toEqual([
    { rule: 'one', day: '2026-03-01', calls: 1, hits: 2, last_at: new Date('2026-03-01T23:59:59.900Z') },
    { rule: 'one', day: '2026-03-02', calls: 2, hits: 2, last_at: new Date('2026-03-02T09:30:00.000Z') },
    { rule: 'two', day: '2026-03-01', calls: 1, hits: 1, last_at: new Date('2026-03-01T23:59:59.900Z') },
  ]);
});

test('hits in answers are counted with those of the requests, and the call once for each rule', async () => {
  const answer = (...rules: string[]) => ({ hits: rules.map(hit), texts: 1, characters: 7, beyond: 0 });
  const early = requestId('2026-03-01T08:00:00.000Z');
  const slow = requestId('2026-03-01T09:00:00.000Z');
  const journal = new MemoryJournal();
  journal.append(
    open(openHead(early, { hits: [hit('one')] })),
    settle(settleHead(early, { answer_scan: answer('one', 'two') })),
    open(openHead(slow, { hits: [hit('one')] })),
  );
  await shipAll(database.pool, journal);
  journal.append(
    settle(settleHead(slow, { answer_scan: answer('one', 'three') })),
    settle(settleHead(slow, { answer_scan: answer('one', 'four') })),
  );
  await shipAll(database.pool, journal);
  expect(await sums()).toMatchObject([
    { rule: 'one', calls: 2, hits: 4 },
    { rule: 'three', calls: 1, hits: 1 },
    { rule: 'two', calls: 1, hits: 1 },
  ]);
});
