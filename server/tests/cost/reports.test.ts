import { money } from '@tollgate/contract';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CostKey } from '../../src/cost/reports/dimensions.ts';
import { costsBy } from '../../src/cost/reports/report.ts';
import { InvalidCursor } from '../../src/database/invalid-cursor.ts';
import { cost, open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { allLines, totalsOf } from './report-fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
const start = Date.parse('2026-11-24T10:00:00Z');
/** Amounts that binary fractions cannot hold, and that are beyond their 53 bits. */
const amounts = Array.from({ length: 60 }, (_, index) => `${index}.${String(1 + index * 7).padStart(15, '0')}`);

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  await record(
    pool,
    ...amounts.flatMap((amount, index) => {
      const id = requestId(start + index * 1000);
      const user = index % 4 === 3 ? null : { id: `usr_${index % 4}`, email: `u${index % 4}@example.com` };
      const isSecure = index % 2 === 1;
      return [
        open(openHead(id, { user, route: isSecure ? 'secure' : 'external', session_id: `ses_${index % 5}` })),
        settle(settleHead(id, { cost: isSecure ? cost(amount, 'CNY', 'internal_cost') : cost(amount) })),
      ];
    }),
  );
  const unpriced = requestId(start + 100_000);
  await record(pool, open(openHead(unpriced)), settle(settleHead(unpriced, { cost: null })));
});
afterAll(() => database.drop());

const sumOf = (texts: readonly string[]): string => money.toText(money.sum(texts.map(money.decimal)));

test('totals equal the sum of their parts to the last digit, each currency for itself', async () => {
  const summary = await totalsOf(pool);
  expect(summary).toMatchObject({ calls: 61, usage: { input: 61 * 900, total: 61 * 1070 } });
  expect(summary.costs).toMatchObject([
    { kind: 'estimated_cost', currency: 'USD', amount: sumOf(amounts.filter((_, index) => index % 2 === 0)) },
    { kind: 'internal_cost', currency: 'CNY', amount: sumOf(amounts.filter((_, index) => index % 2 === 1)) },
  ]);
});

test.each<CostKey>(['user', 'instance', 'model', 'session', 'provider', 'route'])(
  'the lines by %s add up to the summary, page by page',
  async (by) => {
    const lines = await allLines(pool, [by], {}, { limit: 1 });
    const summary = await totalsOf(pool);
    expect(new Set(lines.map((line) => JSON.stringify(line.place))).size).toBe(lines.length);
    expect(lines.reduce((calls, line) => calls + line.calls, 0)).toBe(summary.calls);
    for (const { kind, currency, amount } of summary.costs) {
      const ofLines = lines
        .flatMap((line) => line.costs)
        .filter((one) => one.kind === kind && one.currency === currency);
      expect(sumOf(ofLines.map((one) => one.amount))).toBe(amount);
    }
  },
);

test('lines carry names, and calls without a user stand last', async () => {
  const lines = await allLines(pool, ['user']);
  expect(lines.map(({ place, names }) => [place.keys[0] || null, names[0]])).toEqual([
    ['usr_0', 'u0@example.com'],
    ['usr_1', 'u1@example.com'],
    ['usr_2', 'u2@example.com'],
    ['usr_ada', 'ada@example.com'],
    [null, null],
  ]);
});

test('a session id that two users have is two lines, each with its own user, calls and costs', async () => {
  const items = (await allLines(pool, ['session'])).map((line) => ({
    ...line,
    key: line.place.keys[0],
    name: line.names[0],
  }));
  const calls = amounts
    .map((amount, index) => ({
      amount,
      user: index % 4 === 3 ? null : `u${index % 4}@example.com`,
      session: index % 5,
    }))
    .filter(({ session }) => session === 2);
  for (const email of [null, 'u0@example.com', 'u1@example.com', 'u2@example.com']) {
    const own = calls.filter(({ user }) => user === email).map(({ amount }) => amount);
    const [line, ...others] = items.filter(({ key, name }) => key === 'ses_2' && name === email);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ calls: own.length, costs: [{ amount: sumOf(own) }] });
  }
});

test('a range takes its beginning and leaves its end out; a member sees own use alone', async () => {
  const range = { from: new Date(start).toISOString(), to: new Date(start + 4000).toISOString() };
  expect(await totalsOf(pool, range)).toMatchObject({ calls: 4 });
  const own = { user: ['usr_1'] };
  expect(await totalsOf(pool, { ...range, filter: own })).toMatchObject({
    calls: 1,
    costs: [{ currency: 'CNY', amount: amounts[1] }],
  });
  expect((await allLines(pool, ['user'], { filter: own })).map((line) => line.place.keys[0])).toEqual(['usr_1']);
  expect(await totalsOf(pool, { to: '1999-01-01T00:00:00Z' })).toMatchObject({
    calls: 0,
    costs: [],
    usage: { total: 0 },
  });
});

test('savings of caches and what rerouted calls would have cost stand beside the costs, and in none of them', async () => {
  const at = Date.parse('2026-10-01T10:00:00Z');
  const comparison = { cache_savings: '0.25', instead: { currency: 'USD', amount: '0.75' } };
  const ids = [requestId(at), requestId(at + 1000)];
  await record(
    pool,
    ...ids.flatMap((id) => [
      open(openHead(id, { decision: 'rerouted', route: 'secure' })),
      settle(settleHead(id, { cost: cost('1.5', 'CNY', 'internal_cost'), comparison })),
    ]),
  );
  const range = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' };
  for (const line of [await totalsOf(pool, range), ...(await allLines(pool, ['trace'], range))]) {
    expect(line).toMatchObject({
      costs: [{ currency: 'CNY', amount: expect.stringMatching(/^3\.?0*$/), per_completed_call: '1.500000000' }],
      cache_savings: [{ currency: 'CNY', amount: '0.50' }],
      rerouting: {
        calls: 2,
        costs: [{ currency: 'CNY', amount: '3.0' }],
        instead: [{ currency: 'USD', amount: '1.50' }],
      },
    });
  }
});

test('a cursor that is not ours is refused', async () => {
  const page = { order: 'key', limit: 10, cursor: 'x' } as const;
  await expect(costsBy(pool, ['user'], { filter: {} }, page)).rejects.toThrow(InvalidCursor);
});
