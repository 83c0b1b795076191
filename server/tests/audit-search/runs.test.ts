import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenHead, SettleHead } from '../../src/audit/events.ts';
import {
  findFollowers,
  findRun,
  readRunPage,
  readRunTotals,
  type RunKey,
} from '../../src/audit/search/runs.queries.ts';
import { InvalidCursor } from '../../src/database/invalid-cursor.ts';
import { cost, open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
const bob = { id: 'usr_bob', email: 'bob@example.com' };
const start = Date.parse('2026-11-24T10:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  await pool.query(`insert into users (id, email, name, role) values ('usr_ada', 'Ada@Example.com', 'Ada', 'admin')`);
});
afterAll(() => database.drop());

interface Told extends Partial<OpenHead> {
  /** Milliseconds after the start. */
  readonly from: number;
  /** Null: it is still open. */
  readonly ms: number | null;
  readonly outcome?: Partial<SettleHead>;
}

/** Records calls; the times of the gateway are a millisecond for each of its three steps. */
async function tell(...calls: readonly Told[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { from, ms, outcome, ...head } of calls) {
    const id = requestId(start + from);
    ids.push(id);
    const opened = open(openHead(id, { timings_ms: { queue: 1, scan: 1 }, ...head }));
    const timings_ms = { record: 1, first_token: 2, total: ms };
    await record(pool, opened, ...(ms === null ? [] : [settle(settleHead(id, { timings_ms, ...outcome }))]));
  }
  return ids;
}

async function ownRun(column: RunKey['column'], id: string, user?: string): Promise<RunKey> {
  const owner = await findRun(pool, column, id, user);
  if (owner?.kind !== 'found') throw new Error('not found');
  return owner.run;
}

test('a run holds one user’s calls in order, with totals that equal the sum of their parts', async () => {
  const [first = '', second = '', third = '', bobs = ''] = await tell(
    { trace_id: 'mine', from: 0, ms: 900 },
    {
      trace_id: 'mine',
      session_id: 'ses_2',
      from: 1000,
      ms: 500,
      outcome: { cost: cost('0.1', 'CNY', 'internal_cost') },
    },
    {
      trace_id: 'mine',
      from: 2000,
      ms: 4,
      route: null,
      decision: 'blocked',
      outcome: { status: 'blocked', usage: null, cost: null, attempts: [] },
    },
    { trace_id: 'mine', user: bob, from: 1500, ms: 100 },
  );
  const run = await ownRun('trace_id', 'mine', ' ADA@example.com');
  const page = await readRunPage(pool, run, 10, null);
  expect(page.calls.map(({ invocation }) => invocation.request_id)).toEqual([first, second, third]);
  expect(page.calls.map(({ gapMs }) => gapMs)).toEqual([null, 100, 500]);
  expect(page.nextCursor).toBeNull();
  expect(await readRunTotals(pool, run)).toMatchObject({
    trace_id: 'mine',
    session_id: null,
    totals: {
      calls: 3,
      usage: { input: 1800, cached_input: 200, total: 2140, estimated: false },
      costs: [
        { kind: 'estimated_cost', currency: 'USD', amount: '0.001125000' },
        { kind: 'internal_cost', currency: 'CNY', amount: '0.1' },
      ],
      duration_ms: 2004,
      idle_ms: 600,
      // A call that no provider was asked for is all the gateway's.
      gateway_ms: 3 + 3 + 4,
      provider_ms: 897 + 497,
    },
  });
  const ofBob = await readRunPage(pool, await ownRun('trace_id', 'mine', 'usr_bob'), 10, null);
  expect(ofBob.calls.map(({ invocation }) => invocation.request_id)).toEqual([bobs]);
});

test('an id that several users have names them, and gives none of their calls', async () => {
  await tell({ trace_id: 'shared', from: 0, ms: 1 }, { trace_id: 'shared', user: bob, from: 1, ms: 1 });
  expect(await findRun(pool, 'trace_id', 'shared')).toEqual({
    kind: 'several',
    users: [{ id: 'usr_ada', email: 'ada@example.com' }, bob],
  });
  expect(await findRun(pool, 'trace_id', 'shared', 'usr_nobody')).toBeNull();
  expect(await findRun(pool, 'trace_id', 'none')).toBeNull();
});

test('calls without a user take no run from the user who has it', async () => {
  const [mine] = await tell(
    { session_id: 'taken', from: 0, ms: 1 },
    { session_id: 'taken', user: null, from: 1, ms: 1 },
  );
  const page = await readRunPage(pool, await ownRun('session_id', 'taken'), 10, null);
  expect(page.calls.map(({ invocation }) => invocation.request_id)).toEqual([mine]);
});

test('gaps count from the end of the last of the calls before, and pages change nothing about them', async () => {
  const ids = await tell(
    { session_id: 'side', from: 0, ms: 5000 },
    { session_id: 'side', from: 100, ms: 200 },
    // Both calls before it ran at once, and the longer one still does.
    { session_id: 'side', from: 4000, ms: 100 },
    { session_id: 'side', from: 6000, ms: 50, outcome: { status: 'interrupted' } },
    { session_id: 'side', from: 9000, ms: 1 },
  );
  const gaps = [null, 0, 0, 1000, 2950];
  const run = await ownRun('session_id', 'side');
  for (const limit of [1, 2, 5]) {
    const found: string[] = [];
    const spaces: (number | null)[] = [];
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page = await readRunPage(pool, run, limit, cursor);
      found.push(...page.calls.map(({ invocation }) => invocation.request_id));
      spaces.push(...page.calls.map(({ gapMs }) => gapMs));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(ids);
    expect(spaces).toEqual(gaps);
  }
  expect((await readRunTotals(pool, run)).totals).toMatchObject({ idle_ms: 3950, duration_ms: 9001 });
  await expect(readRunPage(pool, run, 5, 'x')).rejects.toThrow(InvalidCursor);
});

test('a call that is still open runs, and one that was interrupted counts from its beginning alone', async () => {
  await tell(
    {
      trace_id: 'cut',
      from: 0,
      ms: 1,
      outcome: {
        status: 'interrupted',
        settled_at: new Date(start + 3_600_000).toISOString(),
        timings_ms: { record: null, first_token: null, total: null },
      },
    },
    { trace_id: 'cut', from: 1000, ms: null },
    { trace_id: 'cut', from: 5000, ms: 10 },
  );
  const run = await ownRun('trace_id', 'cut');
  const page = await readRunPage(pool, run, 10, null);
  expect(page.calls.map(({ gapMs }) => gapMs)).toEqual([null, 1000, 0]);
  expect(page.calls.map(({ invocation }) => invocation.status)).toEqual(['interrupted', 'open', 'completed']);
  expect((await readRunTotals(pool, run)).totals.duration_ms).toBeGreaterThan(Date.now() - start - 60_000);
});

test('followers of a page are the calls behind it that go on from its calls', async () => {
  const [first = '', second = ''] = await tell(
    { trace_id: 'loop', from: 0, ms: 1 },
    { trace_id: 'loop', from: 10, ms: 1 },
  );
  const parent = { request_id: first, tool_calls: ['callabcdef12'] };
  const [third = ''] = await tell(
    { trace_id: 'loop', from: 20, ms: 1, parent },
    { trace_id: 'loop', from: 30, ms: 1, parent: { request_id: second, tool_calls: [] } },
    { trace_id: 'loop', from: 40, ms: 1, parent, user: bob },
  );
  const run = await ownRun('trace_id', 'loop', 'usr_ada');
  const page = await readRunPage(pool, run, 2, null);
  expect(page.nextCursor).not.toBeNull();
  expect(await findFollowers(pool, run, [first], page.nextCursor ?? '')).toEqual([
    { requestId: third, parentId: first },
  ]);
});
