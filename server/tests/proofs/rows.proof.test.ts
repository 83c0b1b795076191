import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decimal, money } from '@tollgate/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { openJournal } from '../../src/audit/journal/open-journal.ts';
import { type InvocationFilter, searchInvocations } from '../../src/audit/search/invocations.queries.ts';
import { findRun, readRunPage, readRunTotals } from '../../src/audit/search/runs.queries.ts';
import { startShipper } from '../../src/audit/shipper/start-shipper.ts';
import type { CostKey } from '../../src/cost/reports/dimensions.ts';
import { allLines, totalsOf } from '../cost/report-fixture.ts';
import { open, openHead, part, requestId, settle, settleHead, usage } from '../audit-shipper/events.ts';
import { noReports, silent } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { until } from '../support/until.ts';
import { isShort } from './time-box.ts';
import { masterKeys } from '../support/vault.ts';

/** Many calls through a real journal and a real shipper, with the way to the database cut twice. */

const callCount = isShort ? 20_000 : 200_000;
const callersAtOnce = 200;
/** How many calls are made while the database is away. */
const awayFor = callCount / 10;
const backlogsWhileAway: number[] = [];

interface Expected {
  readonly id: string;
  readonly user: string;
  readonly instance: string;
  readonly model: string;
  readonly route: 'external' | 'secure';
  readonly status: 'completed' | 'failed' | 'aborted';
  readonly trace: string;
  readonly session: string;
  /** Null for a call without a cost. */
  readonly amount: Decimal | null;
  readonly prompt: number;
}

let database: TestDatabase;
let folder: string;
const calls: Expected[] = [];

const kindOf = (call: Expected): string => (call.route === 'secure' ? 'internal_cost CNY' : 'estimated_cost USD');

/** The call of a number, the same each time but for its id: users, models, traces and sessions of different sizes. */
function makeCall(number: number): { expected: Expected; drafts: [EventDraft, EventDraft] } {
  const id = requestId();
  const route = number % 5 === 0 ? 'secure' : 'external';
  const expected: Expected = {
    id,
    user: `usr_${Math.floor(Math.sqrt(number % 400))}`,
    instance: `ins_${number % 37}`,
    model: route === 'secure' ? 'qwen-secure' : `model-${number % 3}`,
    route,
    status: number % 11 === 0 ? 'failed' : number % 17 === 0 ? 'aborted' : 'completed',
    trace: `trc_${Math.floor(number / 7)}`,
    session: `ses_${Math.floor(number / 250)}`,
    // Amounts of up to 15 decimals, as prices of nine decimals give.
    amount: number % 11 === 0 ? null : { units: BigInt(number) * 1_000_003n + 7n, scale: 15 },
    prompt: 100 + (number % 900),
  };
  const head = openHead(id, {
    trace_id: expected.trace,
    session_id: expected.session,
    user: { id: expected.user, email: `${expected.user}@company.test` },
    instance: { id: expected.instance, name: expected.instance },
    final_model: expected.model,
    route,
    provider: route === 'secure' ? { id: 'prv_2', name: 'inhouse' } : { id: 'prv_1', name: 'outside' },
    decision: route === 'secure' ? 'rerouted' : 'passed',
  });
  const { amount } = expected;
  const zero = '0.000000000000000';
  const classes = {
    input: zero,
    cached_input: zero,
    cache_write: zero,
    output: amount ? money.toText(amount) : zero,
    reasoning: zero,
  };
  const outcome = settleHead(id, {
    status: expected.status,
    usage: { ...usage, input: expected.prompt, cached_input: 0, cache_write: 0, prompt: expected.prompt },
    cost: amount && {
      kind: route === 'secure' ? 'internal_cost' : 'estimated_cost',
      currency: route === 'secure' ? 'CNY' : 'USD',
      amount: money.toText(amount),
      classes,
      price_version: 1,
    },
  });
  return {
    expected,
    drafts: [
      open(head, part('request_received', `{"number":${number},"text":"${'x'.repeat(number % 400)}"}`)),
      settle(outcome, part('response_received', `answer ${number}`)),
    ],
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'tollgate-rows-'));
  const relay = await relayTo(database.url);
  const journal = await openJournal({ root: folder, bytesMax: 1024 * 1024 * 1024, log: silent });
  const shipper = startShipper({ databaseUrl: relay.url, masterKeys, journal, reports: noReports, log: silent });
  const cutAt = new Set([Math.floor(callCount / 3), Math.floor((2 * callCount) / 3)]);
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < callCount) {
      const number = next++;
      if (cutAt.has(number)) await relay.cut();
      if (cutAt.has(number - awayFor)) {
        backlogsWhileAway.push(shipper.backlog().events);
        await relay.mend();
      }
      const { expected, drafts } = makeCall(number);
      calls.push(expected);
      await journal.append([drafts[0]]);
      await journal.append([drafts[1]]);
    }
  };
  await Promise.all(Array.from({ length: callersAtOnce }, caller));
  await until(
    () => shipper.backlog().events === 0,
    () => `${shipper.backlog().events} events are not in the database`,
    isShort ? 120_000 : 600_000,
  );
  await journal.close();
  expect(await shipper.drain(10_000)).toBe(true);
  await relay.cut();
}, 20 * 60_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('the database was away twice while calls were made', () => {
  expect(backlogsWhileAway).toHaveLength(2);
  for (const backlog of backlogsWhileAway) expect(backlog).toBeGreaterThan(awayFor);
});

it('each call is in the record once, settled as it ended, with both of its payloads', async () => {
  const { rows } = await database.pool.query<{ request_id: string; status: string }>(
    'SELECT request_id, status FROM invocations',
  );
  expect(rows).toHaveLength(callCount);
  const statuses = new Map(rows.map((row) => [row.request_id, row.status]));
  expect(statuses.size).toBe(callCount);
  expect(calls.filter((call) => statuses.get(call.id) !== call.status)).toEqual([]);
  const counts = await database.pool.query<{ parts: number; strays: number }>(
    `SELECT (SELECT count(*)::int FROM payload_contents) AS parts,
       (SELECT count(*)::int FROM corrections) + (SELECT count(*)::int FROM rejected_events) AS strays`,
  );
  expect(counts.rows).toEqual([{ parts: 2 * callCount, strays: 0 }]);
});

/** Sums by kind and currency, without trailing zeros. */
function sumsOf(of: readonly Expected[]): Record<string, string> {
  const sums = new Map<string, Decimal>();
  for (const call of of)
    if (call.amount) sums.set(kindOf(call), money.add(sums.get(kindOf(call)) ?? money.zero, call.amount));
  return Object.fromEntries([...sums].map(([kind, sum]) => [kind, plain(money.toText(sum))]));
}

function plain(amount: string): string {
  return amount.replace(/\.?0+$/, '');
}

function reported(costs: readonly { kind: string; currency: string; amount: string }[]): Record<string, string> {
  return Object.fromEntries(costs.map(({ kind, currency, amount }) => [`${kind} ${currency}`, plain(amount)]));
}

it('the ledger holds one entry for each priced call, and its sum is exact', async () => {
  const { rows } = await database.pool.query<{ entries: number; calls: number }>(
    'SELECT count(*)::int AS entries, count(DISTINCT request_id)::int AS calls FROM ledger',
  );
  const priced = calls.filter((call) => call.amount !== null).length;
  expect(rows).toEqual([{ entries: priced, calls: priced }]);
  const summary = await totalsOf(database.pool);
  expect(reported(summary.costs)).toEqual(sumsOf(calls));
  expect(summary.calls).toBe(callCount);
  expect(summary.usage.prompt).toBe(calls.reduce((sum, call) => sum + call.prompt, 0));
});

const keyOf: Partial<Record<CostKey, (call: Expected) => string>> = {
  user: (call) => call.user,
  instance: (call) => call.instance,
  model: (call) => call.model,
  // Callers choose these ids, so each user has a line of its own, named by its e-mail.
  session: (call) => `${call.session} ${call.user}@company.test`,
  provider: (call) => (call.route === 'secure' ? 'prv_2' : 'prv_1'),
  route: (call) => call.route,
};

it.each(Object.keys(keyOf) as CostKey[])(
  'the report by %s has every line, and each line is exactly the sum of its calls',
  async (by) => {
    const lines: Record<string, unknown> = {};
    for (const { place, names, calls: count, costs } of await allLines(database.pool, [by], {}, { limit: 17 })) {
      const [key = ''] = place.keys;
      const line = by === 'session' ? `${key} ${names[0]}` : key;
      expect(lines).not.toHaveProperty([line]);
      lines[line] = { count, ...reported(costs) };
    }
    const expected = Object.groupBy(calls, keyOf[by] ?? (() => ''));
    const sums = Object.entries(expected).map(([key, group = []]) => [key, { count: group.length, ...sumsOf(group) }]);
    expect(lines).toEqual(Object.fromEntries(sums));
  },
);

const numberOf = (text: string): number => Number(text.slice(4));

it.each<[what: string, filter: InvocationFilter, is: (call: Expected) => boolean]>([
  ['everything', {}, () => true],
  ['a user', { user: ['usr_7'] }, (call) => call.user === 'usr_7'],
  [
    'two models',
    { model: ['model-1', 'qwen-secure'] },
    (call) => call.model === 'model-1' || call.model === 'qwen-secure',
  ],
  ['a status', { status: ['aborted'] }, (call) => call.status === 'aborted'],
  ['a trace', { trace_id: ['trc_1234'] }, (call) => call.trace === 'trc_1234'],
  [
    'a session of a user',
    { session_id: ['ses_3'], user: ['usr_19'] },
    (call) => call.session === 'ses_3' && call.user === 'usr_19',
  ],
  [
    'a route and a status',
    { route: ['secure'], status: ['failed'] },
    (call) => call.route === 'secure' && call.status === 'failed',
  ],
  [
    'a cost',
    { currency: 'CNY', cost_min: '0.00001' },
    (call) =>
      call.route === 'secure' && call.amount !== null && money.compare(call.amount, money.decimal('0.00001')) >= 0,
  ],
  ['one of a thousand users, who has no calls', { user: ['usr_1000'] }, (call) => numberOf(call.user) === 1000],
])('a search for %s gives exactly those calls, page by page, newest first', async (_, filter, is) => {
  const wanted = calls.filter(is).map((call) => call.id);
  const limit = wanted.length > 2000 ? 200 : 7;
  const found: string[] = [];
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await searchInvocations(database.pool, filter, limit, cursor);
    if (page.next_cursor !== null) expect(page.items).toHaveLength(limit);
    found.push(...page.items.map((item) => item.request_id));
    cursor = page.next_cursor;
  }
  expect(found).toHaveLength(wanted.length);
  // An id begins with its millisecond, so the order of the ids is that of the times.
  expect(found).toEqual(wanted.toSorted().toReversed());
});

it('a trace that one user has holds its calls in order, with their exact totals', async () => {
  const trace = 'trc_1428';
  const mine = calls.filter((call) => call.trace === trace);
  const user = mine[0]?.user ?? '';
  const expected = mine.filter((call) => call.user === user);
  const owner = await findRun(database.pool, 'trace_id', trace, user);
  if (owner?.kind !== 'found') throw new Error('the trace is not found');
  const found: string[] = [];
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await readRunPage(database.pool, owner.run, 7, cursor);
    found.push(...page.calls.map(({ invocation }) => invocation.request_id));
    cursor = page.nextCursor;
  }
  expect(found).toEqual(expected.map((call) => call.id).toSorted());
  const { totals } = await readRunTotals(database.pool, owner.run);
  expect(totals.calls).toBe(expected.length);
  expect(reported(totals.costs)).toEqual(sumsOf(expected));
});
