import { type CostKind, money } from '@tollgate/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import type { CostKey } from '../../src/cost/reports/dimensions.ts';
import { rebuildRollups } from '../../src/cost/rollups/rebuild.ts';
import { verifyRollups } from '../../src/cost/rollups/verify-rollups.ts';
import { cost, open, openHead, requestId, settle, settleHead, usage } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { allLines, totalsOf } from './report-fixture.ts';

/** Random companies over a turn of month, year and clock, in a zone whose hours do not begin with those of UTC. */
const zone = 'Asia/Kolkata';
const firstMs = Date.parse('2025-12-30T15:00:00Z');
const lastMs = Date.parse('2026-02-02T09:00:00Z');

interface Made {
  readonly id: string;
  readonly atMs: number;
  readonly user: number | null;
  readonly instance: number | null;
  readonly session: number | null;
  readonly model: number;
  readonly status: 'completed' | 'failed' | 'aborted';
  readonly currency: 'USD' | 'CNY' | null;
  readonly amount: string;
  readonly late: string | null;
  readonly isHeld: boolean;
}

const nullable = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
const decimal = fc
  .tuple(fc.nat(10 ** 6), fc.nat(10 ** 9))
  .map(([whole, part]) => `${whole}.${String(part).padStart(15, '0')}`);
const made = fc.record({
  atMs: fc.integer({ min: firstMs, max: lastMs }),
  user: nullable(2),
  instance: nullable(2),
  session: nullable(3),
  model: fc.nat(2),
  status: fc.constantFrom('completed' as const, 'failed' as const, 'aborted' as const),
  currency: fc.constantFrom('USD' as const, 'USD' as const, 'CNY' as const, null),
  amount: decimal,
  late: fc.option(decimal, { nil: null, freq: 6 }),
  isHeld: fc.boolean(),
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await rebuildRollups(database.pool, zone, { isFromScratch: true });
});
afterAll(() => database.drop());

async function ship(calls: readonly Made[]): Promise<void> {
  const eventsOf = (call: Made): EventDraft[] => {
    const { id, user, instance, session, model, currency, status } = call;
    const kind: CostKind = currency === 'CNY' ? 'internal_cost' : 'estimated_cost';
    const costOf = (amount: string) => currency && cost(amount, currency, kind);
    return [
      open(
        openHead(id, {
          user: user === null ? null : { id: `usr_${user}`, email: `u${user}@example.com` },
          instance: instance === null ? null : { id: `ins_${instance}`, name: `claw-${instance}` },
          session_id: session === null ? null : `ses_${session}`,
          final_model: `model-${model}`,
          provider: { id: `prv_${model % 2}`, name: `provider-${model % 2}` },
          route: currency === 'CNY' ? 'secure' : 'external',
          decision: currency === 'CNY' ? 'rerouted' : 'passed',
        }),
      ),
      settle(settleHead(id, { status, cost: costOf(call.amount), usage: { ...usage, estimated: model === 1 } })),
      ...(call.late === null ? [] : [settle(settleHead(id, { cost: costOf(call.late) }))]),
    ];
  };
  // Some calls are settled in another batch than that of their open.
  const [held, whole] = [calls.filter((call) => call.isHeld), calls.filter((call) => !call.isHeld)];
  await record(database.pool, ...whole.flatMap(eventsOf), ...held.flatMap((call) => eventsOf(call).slice(0, 1)));
  await record(database.pool, ...held.flatMap((call) => eventsOf(call).slice(1)));
}

const local = (atMs: number, length: number): string => new Date(atMs + 5.5 * 3_600_000).toISOString().slice(0, length);
const keyOf: Readonly<Partial<Record<CostKey, (call: Made) => string>>> = {
  user: ({ user }) => (user === null ? '' : `usr_${user}`),
  instance: ({ instance }) => (instance === null ? '' : `ins_${instance}`),
  model: ({ model }) => `model-${model}`,
  provider: ({ model }) => `prv_${model % 2}`,
  route: ({ currency }) => (currency === 'CNY' ? 'secure' : 'external'),
  session: ({ session, user }) =>
    `${session === null ? '' : `ses_${session}`} of ${user === null ? '' : `usr_${user}`}`,
  day: ({ atMs }) => local(atMs, 10),
  month: ({ atMs }) => local(atMs, 7),
};
const keys = Object.keys(keyOf) as CostKey[];
const pairs = keys.flatMap((one, index) => keys.slice(index + 1).map((other): CostKey[] => [one, other]));

interface Sums {
  readonly calls: number;
  readonly completed: number;
  readonly tokens: number;
  readonly USD: string;
  readonly CNY: string;
}

function sumsOf(calls: readonly Made[]): Sums {
  const of = (currency: string): string =>
    plain(calls.filter((call) => call.currency === currency).map(({ amount, late }) => late ?? amount));
  return {
    calls: calls.length,
    completed: calls.filter(({ status }) => status === 'completed').length,
    tokens: calls.length * usage.total,
    USD: of('USD'),
    CNY: of('CNY'),
  };
}

function plain(amounts: readonly string[]): string {
  return money.toText(money.add(money.sum(amounts.map(money.decimal)), { units: 0n, scale: 20 }));
}

const all: Made[] = [];

/** The whole record so far, and a window of it, by one thing and by two: each line is the sum of its calls. */
async function expectPartitions(
  by: readonly CostKey[],
  from: string | undefined,
  to: string | undefined,
): Promise<void> {
  const within = all.filter(
    ({ atMs }) => (from === undefined || atMs >= Date.parse(from)) && (to === undefined || atMs < Date.parse(to)),
  );
  const lines = (await allLines(database.pool, by, { from, to }, { limit: by.length === 1 ? 3 : 200 })).map((line) => [
    by
      .map((key, index) => `${line.place.keys[index]}${key === 'session' ? ` of ${line.place.owners[index]}` : ''}`)
      .join(),
    {
      calls: line.calls,
      completed: line.completed_calls,
      tokens: line.usage.total,
      ...Object.fromEntries(
        ['USD', 'CNY'].map((code) => [
          code,
          plain(line.costs.filter(({ currency }) => currency === code).map(({ amount }) => amount)),
        ]),
      ),
    },
  ]);
  const groups = Map.groupBy(within, (call) => by.map((key) => keyOf[key]?.(call)).join());
  expect(Object.fromEntries(lines)).toEqual(
    Object.fromEntries([...groups].map(([key, calls]) => [key, sumsOf(calls)])),
  );
  expect(lines).toHaveLength(groups.size);
}

const moment = fc.option(
  fc.oneof(
    fc.integer({ min: firstMs, max: lastMs }),
    // Where days and hours begin there.
    fc
      .constantFrom('2025-12-31T18:30:00Z', '2026-01-14T18:30:00Z', '2026-01-20T10:30:00Z')
      .map((text) => Date.parse(text)),
  ),
  { nil: undefined },
);

test('whatever was recorded: reports by one thing or two, in any window, are the sums of their calls to the last digit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(made, { minLength: 1, maxLength: 25 }),
      fc.uniqueArray(fc.constantFrom(...keys.map((key) => [key]), ...pairs), { minLength: 6, maxLength: 6 }),
      moment,
      moment,
      async (calls, questions, fromMs, toMs) => {
        const fresh = calls.map((call) => ({ ...call, id: requestId(call.atMs) }));
        await ship(fresh);
        all.push(...fresh.map((call) => (call.currency === null ? { ...call, late: null } : call)));
        const [from, to] = [fromMs, toMs].map((ms) => (ms === undefined ? undefined : new Date(ms).toISOString()));
        for (const by of [...questions, ['session'] as const]) await expectPartitions(by, from, to);
        const whole = sumsOf(all);
        const totals = await totalsOf(database.pool);
        expect(plain(totals.costs.filter(({ currency }) => currency === 'USD').map(({ amount }) => amount))).toBe(
          whole.USD,
        );
      },
    ),
    { numRuns: 8 },
  );
}, 60_000);

test('the rollups equal the record, and one that was altered is found', async () => {
  const { pool } = database;
  const whole = await verifyRollups(pool);
  expect(whole).toMatchObject({ differing: 0, first: null });
  expect(whole.compared).toBeGreaterThan(100);
  await pool.query(`update cost_rollups set amount = amount + 0.000000000000001 where unit = 'day' and kind <> ''
    and ctid = (select ctid from cost_rollups where unit = 'day' and kind <> '' limit 1)`);
  expect(await verifyRollups(pool)).toMatchObject({ differing: 1, first: expect.stringMatching(/^day .*amount is/) });
});

test('made anew in another time zone they equal the record again, and reports are exact meanwhile', async () => {
  const { pool } = database;
  const before = await totalsOf(pool);
  let steps = 0;
  const onStep = async (): Promise<void> => {
    steps++;
    expect(await totalsOf(pool)).toEqual(before);
  };
  await rebuildRollups(pool, 'America/St_Johns', { stepRows: Math.ceil(all.length / 4), onStep });
  expect(steps).toBeGreaterThan(2);
  expect(await verifyRollups(pool)).toMatchObject({ differing: 0 });
});
