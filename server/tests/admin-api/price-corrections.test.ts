import { type Decimal, money, type PriceVersion, type Usage } from '@tollgate/contract';
import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPriceCorrections } from '../../src/administration/price-corrections/start-price-corrections.ts';
import { verifyCosts } from '../../src/administration/verify-costs/verify-costs.ts';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import type { Journal } from '../../src/audit/journal/journal.ts';
import { priceCall } from '../../src/cost/price.ts';
import { verifyRollups } from '../../src/cost/rollups/verify-rollups.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { newId } from '../../src/platform/ids.ts';
import { open, openHead, requestId, settle, settleHead, usage } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { until } from '../support/until.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

interface Model {
  readonly id: string;
  readonly display_name: string;
  readonly prices: readonly PriceVersion[];
}
interface Correction {
  readonly id: string;
  readonly state: string;
  readonly calls_total: number;
  readonly calls_looked_at: number;
  readonly calls_corrected: number;
}

let api: AdminFixture;
let pool: pg.Pool;
const log = pino({ level: 'silent' });
const october = '2026-10-01T00:00:00.000Z';
const window = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

beforeAll(async () => {
  api = await createAdminFixture();
  ({ pool } = api.database);
});
afterAll(() => api.close());

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await api.call('POST', url, { body });
  expect(answer.status, answer.text).toBe(201);
  return answer.body as unknown as T;
}

async function createModel(prices: object | null): Promise<Model> {
  const name = newId('name');
  const provider = await post<Model>('/api/providers', {
    name,
    protocol: 'openai',
    base_url: 'https://api.openai.com/v1',
  });
  return post('/api/models', { display_name: name, provider_id: provider.id, provider_model: 'm', prices });
}

/** A recorded call, priced by the policy that is in force. */
async function call(model: Model, at: string, used: Usage = usage, tier: string | null = null): Promise<string> {
  const id = requestId(at);
  const { version: policy_version } = (await api.call('GET', '/api/policy')).body;
  const cost = priceCall(used, model.prices, at, 'external', { serviceTier: tier });
  await record(
    pool,
    open(openHead(id, { final_model: model.display_name, policy_version })),
    settle(settleHead(id, { usage: used, cost, ...(tier && { service_tier: tier }) })),
  );
  return id;
}

const toDatabase: Pick<Journal, 'id' | 'append'> = {
  id: 'jrn_here',
  append: async (events) => void (await record(pool, ...events)),
};

async function corrected(model: Model, journal = toDatabase): Promise<Correction> {
  const running = startPriceCorrections({ pool, journal, log, everyMs: 20, pageSize: 2 });
  try {
    return await until(async () => {
      const [newest] = (await api.call('GET', '/api/price-corrections')).body.items as unknown as (Correction & {
        model_id: string;
      })[];
      return newest?.model_id === model.id && newest.state === 'done' && newest;
    });
  } finally {
    await running.stop();
  }
}

async function booked(ids: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ currency: string; amount: string }>(
    `select currency, sum(amount)::text as amount from ledger where request_id = any($1) group by 1 order by 1`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ currency, amount }) => [currency, money.plain(money.decimal(amount))]));
}

async function entries(ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select entry || ' ' || currency as line from ledger where request_id = any($1) order by request_id, booked_at, 1`,
    [ids],
  );
  return rows.map(({ line }) => line);
}

function expected(prices: readonly PriceVersion[], times: readonly string[]): string {
  const costs = times.map((at) => priceCall(usage, prices, at, 'external')?.amount ?? '0');
  return money.plain(money.sum(costs.map((amount): Decimal => money.decimal(amount))));
}

const verifyLedger = () => inSnapshot(pool, (client) => verifyCosts(client, window));

describe('a price that is set for the past', () => {
  test('corrects each call of that time once, in any currency, prices what had no price, and is derived again', async () => {
    const model = await createModel({ currency: 'USD', valid_from: october, input: '1.25', output: '10' });
    const times = [2, 3, 4, 5, 6].map((day) => `2026-10-0${day}T10:00:00.000Z`);
    const ids: string[] = [];
    for (const at of times) ids.push(await call(model, at));
    const early = await call(model, '2026-09-15T10:00:00.000Z');
    expect(await booked([early])).toEqual({});
    const charges = await entries(ids);

    const url = `/api/models/${model.id}/prices`;
    const dearer = { currency: 'USD', valid_from: october, input: '2.5', cached_input: '0.25', output: '10' };
    const second = await post<PriceVersion>(url, dearer);
    const run = await corrected(model);
    expect(run).toMatchObject({ calls_total: 5, calls_looked_at: 5, calls_corrected: 5 });
    expect(await booked(ids)).toEqual({ USD: expected([second], times) });
    expect((await entries(ids)).filter((line) => line.startsWith('charge'))).toEqual(charges);
    expect(await entries(ids)).toHaveLength(10);

    const before = await post<PriceVersion>(url, {
      ...dearer,
      currency: 'EUR',
      valid_from: '2026-09-01T00:00:00Z',
      valid_to: october,
    });
    expect(await corrected(model)).toMatchObject({ calls_total: 1, calls_corrected: 1 });
    expect(await booked([early])).toEqual({ EUR: expected([before], ['2026-09-15T10:00:00.000Z']) });

    const yuan = await post<PriceVersion>(url, { ...dearer, currency: 'CNY' });
    expect(await corrected(model)).toMatchObject({ calls_corrected: 5 });
    expect(await booked(ids)).toEqual({ CNY: expected([yuan], times), USD: '0' });

    const report = await verifyLedger();
    expect(report.samples).toEqual([]);
    expect(report).toMatchObject({ calls: 6, corrections: 11, entries: 5 + 5 + 1 + 10 });
    const rollups = await inSnapshot(pool, (client) => verifyRollups(client));
    expect(rollups).toMatchObject({ differing: 0, first: null });
    const chains = await inSnapshot(pool, (client) =>
      verifyRecord(databaseSource(client, null), { publicKey: null, checkpoints: [] }),
    );
    expect(chains.findings).toEqual([]);
  });

  test('is corrected once, although the process dies after each page between journal and database', async () => {
    const model = await createModel({ currency: 'USD', valid_from: october, input: '1', output: '1' });
    const ids: string[] = [];
    for (let second = 10; second < 15; second++) ids.push(await call(model, `2026-10-10T10:00:${second}.000Z`));
    await post(`/api/models/${model.id}/prices`, { currency: 'USD', valid_from: october, input: '3', output: '3' });
    for (let death = 0; death < 3; death++) {
      let dead = false;
      const dying = startPriceCorrections({
        pool,
        log,
        everyMs: 20,
        pageSize: 2,
        journal: {
          id: `jrn_dying_${death}`,
          append: async (events) => {
            await record(pool, ...events);
            dead = true;
            throw new Error('killed');
          },
        },
      });
      await until(() => dead);
      await dying.stop();
      await pool.query(
        `update price_corrections set lease_until = now() - interval '1 second' where state = 'running'`,
      );
    }
    await corrected(model);
    expect((await entries(ids)).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'charge USD'),
      ...Array.from({ length: 5 }, () => 'correction USD'),
    ]);
    expect((await verifyLedger()).samples).toEqual([]);
  });

  test('can be cancelled before it begins, once', async () => {
    const model = await createModel(null);
    await post(`/api/models/${model.id}/prices`, { currency: 'USD', valid_from: october, input: '1', output: '1' });
    const [run] = (await api.call('GET', '/api/price-corrections')).body.items;
    expect((await api.call('DELETE', `/api/price-corrections/${run?.id}`)).status).toBe(204);
    expect((await api.call('GET', `/api/price-corrections/${run?.id}`)).body).toMatchObject({ state: 'cancelled' });
    expect((await api.call('DELETE', `/api/price-corrections/${run?.id}`)).status).toBe(409);
  });
});

describe('the verification of costs', () => {
  /** What it finds when this was done to the tables. */
  async function found(statement: string, values: unknown[]): Promise<string[]> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rowCount } = await client.query(statement, values);
      expect(rowCount).toBe(1);
      const report = await verifyCosts(client, window);
      expect(report.findings).toBe(report.samples.length);
      return report.samples.map(({ requestId: id, message }) => `${id === values[0] ? 'it' : id}: ${message}`);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  test('finds an altered amount, price, or token count, a charge that is gone, and one that is too many', async () => {
    const model = await createModel({
      currency: 'USD',
      input: '1',
      output: '1',
      details: { audio_input: '7' },
      units: { web_search: '0.01' },
      variants: [{ when: { service_tier: 'flex' }, input: '0.5' }],
      valid_from: october,
    });
    const used: Usage = { ...usage, details: { audio_input: 300 }, units: { web_search: 2 } };
    const id = await call(model, '2026-10-20T10:00:00.000Z', used, 'flex');
    expect((await verifyLedger()).samples).toEqual([]);
    const { rows } = await pool.query(
      `select fee_amount::text, fees, details, price_variant from ledger where request_id = $1`,
      [id],
    );
    expect(rows).toEqual([
      { fee_amount: '0.02', fees: { web_search: '0.02' }, details: { audio_input: '0.0021' }, price_variant: 1 },
    ]);

    const of = 'where request_id = $1';
    expect(await found(`update ledger set amount = amount + 0.000000001 ${of}`, [id])).toEqual([
      'it: its charge in the ledger differs: amount',
    ]);
    expect(await found(`update ledger set input_tokens = input_tokens + 1 ${of}`, [id])).toEqual([
      'it: its charge in the ledger differs: input_tokens',
    ]);
    expect(await found(`update ledger set fees = '{"web_search": "0.03"}' ${of}`, [id])).toEqual([
      'it: its charge in the ledger differs: fees',
    ]);
    expect(await found(`update invocations set output_tokens = output_tokens + 1 ${of}`, [id])).toEqual([
      'it: its cost differs: amount, classes',
      'it: its charge in the ledger differs: amount, output_amount, output_tokens',
    ]);
    expect(await found(`update invocations set service_tier = null ${of}`, [id])).toContain(
      'it: its cost differs: amount, classes, price_variant',
    );
    expect(await found(`delete from ledger ${of}`, [id])).toEqual(['it: its charge is missing in the ledger']);
    expect(
      await found(
        `insert into ledger select (jsonb_populate_record(ledger, '{"journal_id": "jrn_x"}')).* from ledger ${of}`,
        [id],
      ),
    ).toEqual(['it: the ledger holds 1 entries that nothing accounts for']);
    expect(await found(`delete from invocations ${of}`, [id])).toEqual([]);
  });
});

describe('prices that contradict themselves or others', () => {
  const good = { currency: 'USD', input: '1', output: '2' };

  test.each<[string, object, string[]]>([
    ['a number', { input: 1.5 }, ['input']],
    ['a negative one', { output: '-1' }, ['output']],
    ['ten decimals', { input: '0.1234567891' }, ['input']],
    ['an unknown currency', { currency: 'XQQ' }, ['currency']],
    ['an end before the beginning', { valid_from: october, valid_to: '2026-09-01T00:00:00Z' }, ['valid_to']],
    ['an end that is over', { valid_to: '2026-09-01T00:00:00Z' }, ['valid_to']],
    ['a kind of tokens that is none', { details: { smell_input: '1' } }, ['details.smell_input']],
    ['a number within a class', { details: { audio_input: 1 } }, ['details.audio_input']],
    ['a piece that is none', { units: { sandwich: '1' } }, ['units.sandwich']],
    ['a variant without a condition', { variants: [{ when: {}, input: '1' }] }, ['variants[0].when']],
    [
      'the same conditions twice',
      { variants: [{ when: { service_tier: 'flex' } }, { when: { service_tier: 'flex' } }] },
      ['variants[1].when'],
    ],
    [
      'a variant that another one hides',
      { variants: [{ when: { input_over: 1000 } }, { when: { input_over: 2000, service_tier: 'flex' } }] },
      ['variants[1].when'],
    ],
    ['a batch in another tier', { variants: [{ when: { batch: true, service_tier: 'flex' } }] }, ['variants[0].when']],
  ])('%s is refused by field, and nothing is saved', async (_what, wrong, fields) => {
    const model = await createModel(null);
    const answer = await api.call('POST', `/api/models/${model.id}/prices`, { body: { ...good, ...wrong } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }) => field)).toEqual(fields);
    expect((await api.call('GET', `/api/models/${model.id}/prices`)).body.items).toEqual([]);
  });

  test('two that both state their end may not overlap, unless one takes the place of the other', async () => {
    const model = await createModel({ ...good, valid_from: '2030-01-01T00:00:00Z', valid_to: '2030-07-01T00:00:00Z' });
    const add = (from: string, to: string | null) =>
      api.call('POST', `/api/models/${model.id}/prices`, {
        body: { ...good, valid_from: `2030-${from}T00:00:00Z`, valid_to: to && `2030-${to}T00:00:00Z` },
      });
    const refused = await add('03-01', '09-01');
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ field: 'valid_from', message: expect.stringContaining('version 1') }]);
    expect((await add('02-01', '03-01')).status).toBe(422);
    expect((await add('07-01', '09-01')).status).toBe(201);
    expect((await add('01-01', '04-01')).status).toBe(201);
    expect((await add('04-01', '07-01')).status).toBe(201);
    expect((await add('05-01', null)).status).toBe(201);
  });
});

describe('a price that is entered', () => {
  test('is told with what 1,000 tokens in and 500 out cost', async () => {
    const model = await createModel(null);
    const price = await post<{ example: object }>(`/api/models/${model.id}/prices`, {
      currency: 'USD',
      input: '1.25',
      output: '10',
    });
    expect(price.example).toEqual({ input: 1000, output: 500, amount: '0.00625' });
  });

  test('can be tried before, class by class, with conditions and fees', async () => {
    const prices = {
      currency: 'USD',
      input: '2',
      output: '10',
      units: { web_search: '0.01', request: '0.001' },
      variants: [{ when: { input_over: 200_000 }, input: '4' }],
    };
    const preview = async (more: object) =>
      (await api.call('POST', '/api/prices/preview', { body: { prices, ...more } })).body;
    expect(await preview({})).toMatchObject({ amount: '0.008', price_variant: null, fees: { request: '0.001' } });
    expect(await preview({ usage: { input: 200_001, output: 1, units: { web_search: 3 } } })).toMatchObject({
      price_variant: 1,
      classes: { input: '0.800004', output: '0.00001' },
      fees: { request: '0.001', web_search: '0.03' },
      amount: '0.831014',
    });
  });

  test('is listed over all models, or as it is in force at a time', async () => {
    const model = await createModel({ currency: 'JPY', input: '1', output: '1', valid_from: october });
    await post(`/api/models/${model.id}/prices`, {
      currency: 'JPY',
      input: '2',
      output: '2',
      valid_from: '2031-01-01T00:00:00Z',
    });
    const list = async (query: string) =>
      (await api.call('GET', `/api/prices?currency=JPY&${query}`)).body.items.map(({ version }) => version);
    expect(await list('')).toEqual([1, 2]);
    expect(await list('at=2030-01-01T00:00:00Z')).toEqual([1]);
    expect(await list('at=2032-01-01T00:00:00Z')).toEqual([2]);
    expect(await list('at=2026-01-01T00:00:00Z')).toEqual([]);
  });
});
