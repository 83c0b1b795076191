import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Decimal, type Invocation, money, type PolicyDocument, tokenClasses } from '@tollgate/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyGatewayFile } from '../../src/administration/apply/apply-gateway-file.ts';
import { verifyCosts } from '../../src/administration/verify-costs/verify-costs.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** Every cost can be re-derived from recorded tokens and the price version in force; totals equal their parts. */

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;
let calls: Invocation[];

const config = (more = ''): string =>
  companyConfig({ outside: standIn.url, models: ['stand-in-reasoning+cached', 'stand-in-usagenone'] }).replace(
    'input: "1.25"',
    more || 'input: "1.25"',
  );

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({ databaseUrl: database.url, config: config(), env: companyEnvironment });
  const requests = [
    says('one'),
    says('two, a little longer than the first', { stream: true }),
    says('three', { model: 'stand-in-reasoning+cached' }),
    says('four', { model: 'stand-in-usagenone' }),
    says('five', { model: 'stand-in-usagenone', stream: true }),
    says('reach me at petra.lang@lang-optik.de'),
  ];
  const first = await Promise.all(requests.map((body) => chat(gateway.origin, body)));
  // A new price takes over for gpt-test; what was recorded before keeps its own.
  const file = path.join(await newFolder(), 'gateway.yaml');
  const dearer = config('input: "2.123456789"');
  await writeFile(file, dearer);
  const applied = await applyGatewayFile(database.pool, {
    text: dearer,
    path: file,
    env: companyEnvironment,
    actor: { kind: 'file', path: file },
  });
  await until(
    async () => (await chat(gateway.origin, says('?'))).headers.get('x-tollgate-policy') === String(applied.version),
  );
  const second = await Promise.all([says('six'), says('seven')].map((body) => chat(gateway.origin, body, keys.claw)));
  for (const answer of [...first, ...second]) expect(answer.status).toBe(200);
  calls = await Promise.all([...first, ...second].map((answer) => gateway.settled(answer.requestId)));
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

it('each amount follows from the recorded tokens and the recorded price version, to the last digit', async () => {
  for (const call of calls) {
    const { cost, usage } = call;
    if (!cost || !usage) throw new Error(`${call.request_id} has no cost`);
    const response = await gateway.api(`/policy/${call.policy_version}`);
    const { document } = (await response.json()) as { document: PolicyDocument };
    const model = document.models.find((one) => one.display_name === call.final_model);
    const price = model?.prices.find((one) => one.version === cost.price_version);
    if (!price) throw new Error(`price version ${cost.price_version} of ${call.final_model} is not in the policy`);
    expect(cost.currency).toBe(price.currency);
    const rate = {
      input: price.input,
      cached_input: price.cached_input ?? price.input,
      cache_write: price.cache_write ?? price.input,
      output: price.output,
      reasoning: price.reasoning ?? price.output,
    };
    const parts = tokenClasses.map((kind) => money.perMillion(money.decimal(rate[kind]), usage[kind]));
    for (const [index, kind] of tokenClasses.entries()) {
      expect(
        money.compare(money.decimal(cost.classes[kind]), parts[index] ?? money.zero),
        `${call.request_id} ${kind}`,
      ).toBe(0);
    }
    expect(money.compare(money.decimal(cost.amount), money.sum(parts))).toBe(0);
    expect(cost.kind).toBe(call.route === 'secure' ? 'internal_cost' : 'estimated_cost');
    expect(usage.prompt).toBe(usage.input + usage.cached_input + usage.cache_write);
    expect(usage.completion).toBe(usage.output + usage.reasoning);
  }
  expect(new Set(calls.map((call) => call.cost?.price_version))).toEqual(new Set([1, 2]));
});

it('a price that changes later leaves what was recorded before as it was', () => {
  const [one] = calls;
  const six = calls.at(-1);
  expect([one?.cost?.price_version, six?.cost?.price_version]).toEqual([1, 2]);
});

it('a provider that tells no usage is counted here, and marked as an estimate', () => {
  const silent = calls.filter((call) => call.final_model === 'stand-in-usagenone');
  expect(silent).toHaveLength(2);
  for (const call of silent) {
    expect(call.usage?.estimated).toBe(true);
    expect(call.usage?.prompt).toBeGreaterThan(0);
    expect(call.usage?.completion).toBeGreaterThan(0);
  }
});

it('every total equals the sum of its parts, per currency, whatever it is grouped by', async () => {
  const { rows } = await database.pool.query<{ kind: string; currency: string; amount: string }>(
    `SELECT cost_kind AS kind, cost_currency AS currency, cost_amount::text AS amount FROM invocations WHERE cost_amount IS NOT NULL`,
  );
  const total = (items: readonly { kind: string; currency: string; amount: string }[]): Record<string, string> => {
    const sums: Record<string, Decimal> = {};
    for (const { kind, currency, amount } of items) {
      const key = `${kind} ${currency}`;
      sums[key] = money.add(sums[key] ?? money.zero, money.decimal(amount));
    }
    return Object.fromEntries(
      Object.entries(sums)
        .map(([key, sum]) => [key, money.toText(sum).replace(/0+$/, '')])
        .toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    ) as Record<string, string>;
  };
  const expected = total(rows);
  expect(Object.keys(expected)).toEqual(['estimated_cost USD', 'internal_cost CNY']);

  const ledger = await database.pool.query<{ kind: string; currency: string; amount: string }>(
    `SELECT kind, currency, amount::text AS amount FROM ledger`,
  );
  expect(total(ledger.rows)).toEqual(expected);
  const summary = (await (await gateway.api('/costs/summary')).json()) as {
    costs: { kind: string; currency: string; amount: string }[];
  };
  expect(total(summary.costs)).toEqual(expected);
  for (const dimension of ['user', 'instance', 'model', 'session', 'provider', 'route']) {
    const report = (await (await gateway.api(`/costs/by/${dimension}?limit=200`)).json()) as {
      items: { costs: (typeof rows)[number][] }[];
    };
    expect(total(report.items.flatMap((item) => item.costs)), dimension).toEqual(expected);
  }
});

it('the sum over any partition of the ledger equals the whole, to the last digit', async () => {
  const { rows } = await database.pool.query<Record<string, string>>(
    `SELECT currency, amount::text, fee_amount::text, input_amount::text, cached_input_amount::text,
       cache_write_amount::text, output_amount::text, reasoning_amount::text FROM ledger`,
  );
  const sumOf = (amounts: readonly (string | undefined)[]): Decimal =>
    money.sum(amounts.map((text) => money.decimal(text ?? '0')));
  for (const currency of new Set(rows.map((row) => row['currency']))) {
    const entries = rows.filter((row) => row['currency'] === currency);
    const whole = sumOf(entries.map((row) => row['amount']));
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: entries.length, maxLength: entries.length }), (parts) => {
        const sums = [0, 1, 2, 3, 4].map((part) =>
          sumOf(entries.filter((_, index) => parts[index] === part).map((row) => row['amount'])),
        );
        expect(money.compare(money.sum(sums), whole)).toBe(0);
      }),
    );
    const parts = ['fee_amount', ...tokenClasses.map((name) => `${name}_amount`)];
    const byParts = money.sum(parts.map((part) => sumOf(entries.map((row) => row[part]))));
    expect(money.compare(byParts, whole)).toBe(0);
  }
});

it('all of it can be derived again from what is recorded, and nothing else is in the ledger', async () => {
  const window = { from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
  const report = await inSnapshot(database.pool, (client) => verifyCosts(client, window));
  expect(report.samples).toEqual([]);
  expect(report.entries).toBeGreaterThanOrEqual(calls.length);
});
