import { money } from '@tollgate/contract';
import { describe, expect, it, test } from 'vitest';
import { createKeySpendings } from '../../src/cost/key-spending.ts';
import { readKeySpending } from '../../src/cost/key-spending.queries.ts';
import { catalogOf } from '../../src/http/data-plane/catalog.ts';
import { usageOf } from '../../src/http/data-plane/usage.ts';
import { cost, open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { model, target } from '../journey/made-up.ts';
import { keys } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { priceVersion } from '../support/prices.ts';
import { createPool } from '../../src/database/pool.ts';
import { hello, startFixture } from './fixture.ts';

const { gateway, chat } = await startFixture({});

interface Catalog {
  readonly providers: readonly {
    readonly id: string;
    readonly models: readonly { readonly id: string; readonly pricing?: unknown }[];
  }[];
}

const ask = (path: string, key: string | null = keys.bot, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.origin}${path}`, { headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers } });

describe('GET /v1/catalog', () => {
  it('lists auto first, and then exactly what the key may use now', async () => {
    const listed = async (key: string): Promise<string[]> => {
      const { providers } = (await (await ask('/v1/catalog', key)).json()) as Catalog;
      return providers.flatMap(({ models }) => models.map(({ id }) => id));
    };
    expect(await listed(keys.bot)).toEqual(['auto', 'gpt-test', 'qwen-secure']);
    expect((await listed(keys.claw)).toSorted()).toEqual(['auto', 'gpt-test', 'private', 'qwen-secure']);
  });

  it('tells prices in dollars, and leaves those in other currencies out', async () => {
    const { providers } = (await (await ask('/v1/catalog')).json()) as Catalog;
    const priced = Object.fromEntries(
      providers.flatMap(({ models }) => models.map(({ id, pricing }) => [id, pricing])),
    );
    expect(priced).toEqual({
      auto: undefined,
      'gpt-test': {
        inputMicrosPerMillion: 1_250_000,
        outputMicrosPerMillion: 10_000_000,
        cachedInputMicrosPerMillion: 125_000,
        cacheWrite5mInputMicrosPerMillion: 1_250_000,
      },
      'qwen-secure': undefined,
    });
  });

  it.each(['/v1/catalog', '/v1/usage'])('%s is for holders of a key, who only read it', async (path) => {
    expect((await ask(path, null)).status).toBe(401);
    expect((await ask(path, keys.expired)).status).toBe(401);
    const posted = await fetch(`${gateway.origin}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.bot}` },
    });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await ask(`/api/v1/gateway/llm${path.slice(3)}`)).status).toBe(200);
  });

  it('has each model in the protocol of its own family', () => {
    const of = (protocol: typeof target.protocol) =>
      model(`of ${protocol}`, { upstream: { ...target, protocol, provider: { id: protocol, name: protocol } } });
    const listed = catalogOf([of('openai'), of('anthropic'), of('google'), of('azure-openai'), of('ollama')], now);
    expect(listed.map(({ id, openaiCompatible, models }) => [id, openaiCompatible, models[0]?.capabilities])).toEqual([
      ['tollgate', true, ['llm.chat']],
      ['openai', true, ['llm.responses']],
      ['anthropic', false, ['llm.messages']],
      ['google', true, ['llm.chat']],
      ['azure-openai', true, ['llm.chat']],
      ['ollama', true, ['llm.chat']],
    ]);
    for (const { nativeBaseUrl } of listed) expect(nativeBaseUrl).toMatch(/^\/v1\/native\//);
  });

  it('has no auto for whom none but secure models are granted, and nothing for whom none is', () => {
    expect(catalogOf([model('only', { isSecure: true })], now).map(({ id }) => id)).toEqual(['outside']);
    expect(catalogOf([], now)).toEqual([]);
  });

  it('tells the limits of a model where they are known, with or without prices', () => {
    const capabilities = { context_tokens: 400_000, output_tokens_max: 128_000, vision: true };
    const [, provider] = catalogOf([model('limited', { capabilities })], now);
    expect(provider?.models[0]?.pricing).toEqual({ maxInputTokens: 400_000, defaultMaxOutputTokens: 128_000 });
  });

  it('tells the price in force, which may be a fraction of a millionth', () => {
    const price = priceVersion({ input: '0.000000123', cached_input: '0', output: '999.999999999' });
    const later = { ...price, version: 2, valid_from: '2027-01-01T00:00:00Z', input: '7' };
    const [, provider] = catalogOf([model('priced', { prices: [price, later] })], now);
    expect(provider?.models[0]?.pricing).toEqual({
      inputMicrosPerMillion: 0.123,
      outputMicrosPerMillion: 999_999_999.999,
      cachedInputMicrosPerMillion: 0,
      cacheWrite5mInputMicrosPerMillion: 0.123,
    });
  });
});

const now = '2026-11-26T12:00:00.000Z';

describe('GET /v1/usage', () => {
  it('tells what the calls of this key came to, to the last digit, and of no other', async () => {
    const mine = await Promise.all([1, 2, 3].map(() => chat(hello('gpt-test'), { key: keys.always })));
    const other = await chat(hello('gpt-test'), { key: keys.bot });
    const settled = await Promise.all(mine.map(({ requestId: id }) => gateway.settled(id)));
    await gateway.settled(other.requestId);
    const spent = (await (await ask('/v1/usage', keys.always)).json()) as ReturnType<typeof usageOf>;
    const amount = money.sum(settled.map(({ cost: one }) => money.decimal(one!.amount)));
    expect(spent.usage.summary).toMatchObject({
      requestCount: 3,
      totalTokens: settled.reduce((tokens, { usage }) => tokens + usage!.total, 0),
    });
    expect(spent.usage.costs).toMatchObject([{ kind: 'estimated_cost', currency: 'USD' }]);
    expect(money.compare(money.decimal(spent.usage.costs[0]!.amount), amount)).toBe(0);
    expect(spent.budget).toEqual({ configured: false });
  });

  it('rounds to millionths of a dollar, and names no sum where a part is in another currency', () => {
    const summaryOf = (...costs: (readonly [string, string])[]): unknown =>
      usageOf({
        calls: 1,
        totalTokens: 2,
        costs: costs.map(([amount, currency]) => ({ kind: 'estimated_cost', amount, currency })),
      }).usage.summary;
    const counts = { requestCount: 1, totalTokens: 2 };
    expect(summaryOf()).toEqual({ ...counts, actualCostMicros: 0 });
    expect(summaryOf(['12', 'USD'], ['0.0000014999', 'USD'])).toEqual({ ...counts, actualCostMicros: 12_000_001 });
    expect(summaryOf(['0.0000005', 'USD'])).toEqual({ ...counts, actualCostMicros: 1 });
    expect(summaryOf(['1', 'USD'], ['0.1', 'CNY'])).toEqual(counts);
  });
});

test('what a key has spent is that of its month, corrections and other currencies included', async () => {
  const database = await createTestDatabase();
  const entries = [
    ['2026-10-31T23:59:59.999Z', 'key_1', cost('100')],
    ['2026-11-01T00:00:00.000Z', 'key_1', cost('0.123456789123')],
    ['2026-11-30T23:59:59.999Z', 'key_1', cost('0.000000000001')],
    ['2026-11-15T00:00:00.000Z', 'key_1', cost('3', 'CNY', 'internal_cost')],
    ['2026-11-15T00:00:00.000Z', 'key_2', cost('100')],
    ['2026-12-01T00:00:00.000Z', 'key_1', cost('100')],
  ] as const;
  try {
    await record(
      database.pool,
      ...entries.flatMap(([at, key, spent]) => {
        const id = requestId(at);
        return [open(openHead(id, { key: { id: key, prefix: 'tg_' } })), settle(settleHead(id, { cost: spent }))];
      }),
    );
    const spendings = createKeySpendings(database.pool);
    const key = { id: 'key_1', userId: 'usr_ada' };
    expect(await spendings(key, Date.parse(now))).toEqual({
      calls: 3,
      totalTokens: 3 * 1070,
      costs: [
        { kind: 'estimated_cost', currency: 'USD', amount: '0.123456789124' },
        { kind: 'internal_cost', currency: 'CNY', amount: '3' },
      ],
    });
    expect(
      await readKeySpending(database.pool, { id: 'key_1', userId: 'usr_bob' }, '2026-01-01', '2027-01-01'),
    ).toEqual({
      calls: 0,
      totalTokens: 0,
      costs: [],
    });
  } finally {
    await database.drop();
  }
});

test('whoever asks all the time costs the database one statement, and its absence is told at once', async () => {
  const database = await createTestDatabase();
  const relay = await relayTo(database.url);
  const pool = createPool(relay.url, { max: 1, applicationName: 'test', connectTimeoutMs: 1000 });
  try {
    const spendings = createKeySpendings(pool);
    const key = { id: 'key_1', userId: 'usr_ada' };
    const first = spendings(key, Date.parse(now));
    expect(spendings(key, Date.parse(now))).toBe(first);
    await first;
    await relay.cut();
    expect(await spendings(key, Date.parse(now))).toEqual({ calls: 0, totalTokens: 0, costs: [] });
    await expect(spendings({ ...key, id: 'key_2' }, Date.parse(now))).rejects.toThrow();
  } finally {
    await pool.end();
    await database.drop();
  }
});
