import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { money } from '@tollgate/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type Answer, chat, openChat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { type DatabaseRelay, relayTo } from '../support/database-relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

/** Two gateways on one database, with budgets of every kind. */

const rounds = ['round-1', 'round-2', 'round-3'];
const slow = 'stand-in-trickle-1000+chunks-60';
const models = [...rounds, 'cent', 'soft', 'rate', 'changed', 'away', 'unleased', slow];
const hookSecret = 'hook-secret-canary-0123456789';

let standIn: StandIn;
let database: TestDatabase;
let replicas: GatewayProcess[];
let startSecond: (more?: { readonly dataDir: string }) => Promise<GatewayProcess>;
let relay: DatabaseRelay;
let hook: Server;
const alerts: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];

beforeAll(async () => {
  standIn = await startStandIn();
  database = await createTestDatabase();
  relay = await relayTo(database.url);
  hook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      alerts.push({ headers: request.headers, body });
      response.writeHead(alerts.length === 1 ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/alerts`;
  const config = [
    companyConfig({ outside: standIn.url, models }),
    'budgets:',
    ...rounds.map(
      (name) => `  - { name: ${name}, for: "model:${name}", measure: requests, limit: "100", period: day }`,
    ),
    // One call asks for 10 tokens of output at 10 USD a million, and some of input.
    '  - { name: cent, for: "model:cent", measure: money, limit: "0.002", currency: USD, period: month }',
    '  - { name: soft, for: "model:soft", measure: requests, limit: "2", period: month, is_hard: false,',
    `      alert_shares: ["1"], webhook: "${hookUrl}", webhook_secret: "env:HOOK_SECRET" }`,
    '  - { name: away, for: "model:away", measure: requests, limit: "100000", period: month }',
    '  - { name: unleased, for: "model:unleased", measure: requests, limit: "100000", period: month }',
    `  - { name: slow, for: "model:${slow}", measure: tokens, limit: "3000", period: month }`,
    '  - { name: rate, for: "model:rate", each: true, measure: requests, limit: "3", period: hour }',
    '  - { name: rate-tokens, for: "model:rate", measure: tokens, limit: "1000000", period: hour }',
    '',
  ].join('\n');
  const env = { ...companyEnvironment, HOOK_SECRET: hookSecret, TOLLGATE_WEBHOOK_HOSTS: '127.0.0.1' };
  const first = await startGateway({ databaseUrl: database.url, config, env });
  startSecond = (more) => startGateway({ databaseUrl: relay.url, config, env, ...more });
  replicas = [first, await startSecond()];
});
afterAll(async () => {
  await cleanUpGateways();
  hook.close();
  await relay.cut();
  await standIn.close();
  await database.drop();
});

const of = (index: number): GatewayProcess => replicas[index % replicas.length]!;

/** So many callers at once, half of them at each replica, each with so many calls one after the other. */
async function storm(model: string, callers: number, calls: number): Promise<Answer[]> {
  const answers = await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const own: Answer[] = [];
      for (let call = 0; call < calls; call++) {
        own.push(await chat(of(caller).origin, says('Hello', { model, max_tokens: 10 })));
      }
      return own;
    }),
  );
  return answers.flat();
}

const statuses = (answers: readonly Answer[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(answers, ({ status }) => status)).map(([status, list]) => [status, list!.length]),
  );

test.each(rounds)('a limit of 100 calls lets through exactly 100 of 64 callers on two replicas (%s)', async (model) => {
  expect(statuses(await storm(model, 64, 3))).toEqual({ 200: 100, 429: 92 });
});

interface Usage {
  readonly items: readonly { readonly spent: string; readonly reserved: string; readonly left: string }[];
}

async function budgetId(name: string): Promise<string> {
  const { items } = (await (await of(0).api('/budgets?limit=200')).json()) as {
    items: { id: string; name: string }[];
  };
  return items.find((budget) => budget.name === name)!.id;
}

async function usageOf(name: string): Promise<Usage['items'][number] | undefined> {
  const answer = await of(0).api(`/budgets/${await budgetId(name)}/usage`);
  return ((await answer.json()) as Usage).items[0];
}

test('the last cent is spent once, by whichever of two replicas asks first, and the record counts it to the last digit', async () => {
  const answers = await storm('cent', 32, 5);
  const passed = answers.filter(({ status }) => status === 200);
  expect(passed.length).toBeLessThan(answers.length);
  const refusals = answers
    .filter(({ status }) => status !== 200)
    .map(({ json }) => (json!['error'] as { code: string }).code);
  expect(new Set(refusals).difference(new Set(['budget_exceeded', 'rate_limit_exceeded'])).size).toBe(0);
  const settled = await Promise.all(passed.map(({ requestId }) => of(0).settled(requestId)));
  const costs = settled.map(({ cost }) => money.decimal(cost!.amount));
  const spent = money.sum(costs);
  const inFlight = money.sum(costs.toSorted((a, b) => -money.compare(a, b)).slice(0, 32));
  expect(money.compare(spent, money.add(money.decimal('0.002'), inFlight))).toBe(-1);
  const counted = await until(async () => {
    const usage = await usageOf('cent');
    return usage && money.compare(money.decimal(usage.reserved), money.zero) === 0 ? usage : undefined;
  });
  expect(money.compare(money.decimal(counted.spent), spent)).toBe(0);
});

test('answers say how the caller stands with its tightest limit, and a refusal says when to come back', async () => {
  const answers: Answer[] = [];
  for (let call = 0; call < 4; call++) answers.push(await chat(of(0).origin, says('Hello', { model: 'rate' })));
  const header = (name: string): (string | null)[] => answers.map(({ headers }) => headers.get(name));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(header('x-ratelimit-limit-requests')).toEqual(['3', '3', '3', '3']);
  expect(header('x-ratelimit-remaining-requests')).toEqual(['2', '1', '0', '0']);
  expect(header('x-ratelimit-reset-requests')[3]).toMatch(/^(\d+m)?\d+s$/);
  expect(header('x-ratelimit-limit-tokens')[0]).toBe('1000000');
  expect(Number(header('retry-after')[3])).toBeGreaterThan(0);
  const record = await of(0).settled(answers[3]!.requestId);
  expect(record).toMatchObject({ status: 'denied', http_status: 429, error_code: 'rate_limit_exceeded', cost: null });
  expect(record.explanation.at(-1)).toMatch(/"rate": 3 of 3 requests used or reserved, 1 asked for; resets at/);
  const other = await chat(of(0).origin, says('Hello', { model: 'rate' }), keys.claw);
  expect(other.status).toBe(200);
  const anthropic = await fetch(`${of(0).origin}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': keys.claw, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'rate', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  expect(anthropic.headers.get('anthropic-ratelimit-requests-remaining')).toBe('1');
  expect(anthropic.headers.get('x-ratelimit-limit-requests')).toBeNull();
});

test('a soft budget refuses nobody, and its alert is sent again until it is taken, signed, under one id', async () => {
  expect(statuses(await storm('soft', 2, 2))).toEqual({ 200: 4 });
  await until(() => (alerts.length >= 2 ? true : undefined));
  const [first, second] = alerts;
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  const { headers, body } = second!;
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', hookSecret).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  expect(JSON.parse(body)).toMatchObject({ type: 'budget.share_reached', share: '1', limit: '2', measure: 'requests' });
  expect(body).not.toContain(hookSecret);
});

test('a limit that is changed counts from then on, with what was used before', async () => {
  const models = (await (await of(0).api('/models?limit=200')).json()) as {
    items: { id: string; display_name: string }[];
  };
  const id = models.items.find((model) => model.display_name === 'changed')!.id;
  const scope = { kind: 'model', id };
  const body = { name: 'changed', scope, measure: 'requests', limit: '2', period: 'month' };
  const json = { 'content-type': 'application/json' };
  const created = await of(0).api('/budgets', { method: 'POST', headers: json, body: JSON.stringify(body) });
  const budget = (await created.json()) as { id: string };
  const change = async (limit: string): Promise<void> => {
    const before = await of(0)
      .api('/policy')
      .then(async (answer) => (await answer.json()) as { version: number });
    await of(0).api(`/budgets/${budget.id}`, { method: 'PATCH', headers: json, body: JSON.stringify({ limit }) });
    await until(async () => {
      const answer = await chat(of(0).origin, says('Hello', { model: 'gpt-test' }));
      return Number(answer.headers.get('x-tollgate-policy')) > before.version ? true : undefined;
    });
  };
  const call = async (): Promise<number> => (await chat(of(0).origin, says('Hello', { model: 'changed' }))).status;
  const { version } = (await (await of(0).api('/policy')).json()) as { version: number };
  await until(async () =>
    Number((await chat(of(0).origin, says('Hi'))).headers.get('x-tollgate-policy')) >= version ? true : undefined,
  );
  expect([await call(), await call(), await call()]).toEqual([200, 200, 402]);
  await change('3');
  expect([await call(), await call()]).toEqual([200, 402]);
  await change('1');
  expect(await call()).toBe(402);
});

test('with the database away what is leased is spent, what is not is 503, and all goes on when it is back', async () => {
  const replica = of(1);
  const call = (model: string): Promise<Answer> => chat(replica.origin, says('Hello', { model }));
  expect((await call('away')).status).toBe(200);
  await relay.cut();
  expect(statuses(await Promise.all([1, 2, 3, 4].map(() => call('away'))))).toEqual({ 200: 4 });
  const refused = await call('unleased');
  expect(refused.status).toBe(503);
  expect(refused.json).toMatchObject({ error: { code: 'limit_unavailable' } });
  expect(refused.headers.get('retry-after')).not.toBeNull();
  await relay.mend();
  await until(async () => ((await call('unleased')).status === 200 ? true : undefined));
});

test('what a killed gateway had reserved stays reserved, and what it had leased beyond comes back', async () => {
  const replica = of(1);
  const ask = (max_tokens: number): Promise<Response> =>
    openChat(of(1).origin, says('Hello', { model: slow, stream: true, max_tokens }));
  const stream = await ask(1000);
  await stream.body!.getReader().read();
  await replica.end('SIGKILL');
  expect((await chat(of(0).origin, says('Hello', { model: slow, max_tokens: 1800 }))).status).not.toBe(200);
  replicas = [of(0), await startSecond({ dataDir: replica.dataDir })];
  const usage = await until(async () => {
    const found = await usageOf('slow');
    return found && Number(found.left) > 1900 && Number(found.reserved) > 1000 ? found : undefined;
  });
  expect(Number(usage.reserved)).toBeLessThan(1100);
  const next = await until(async () => {
    const answer = await ask(1800);
    if (answer.status === 200) return answer;
    await answer.body?.cancel();
    return undefined;
  });
  await next.body?.cancel();
  const beyond = await ask(1000);
  expect(beyond.status).not.toBe(200);
  await beyond.body?.cancel();
});
