import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type Answer, chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

/** Two gateways on one database, with budgets of every kind. */

const rounds = ['round-1', 'round-2', 'round-3'];
const models = [...rounds, 'cent', 'soft', 'rate', 'rated-trickle-20+chunks-30'];

let standIn: StandIn;
let database: TestDatabase;
let replicas: GatewayProcess[];

beforeAll(async () => {
  standIn = await startStandIn();
  database = await createTestDatabase();
  const config = [
    companyConfig({ outside: standIn.url, models }),
    'budgets:',
    ...rounds.map(
      (name) => `  - { name: ${name}, for: "model:${name}", measure: requests, limit: "100", period: day }`,
    ),
    // One call asks for 10 tokens of output at 10 USD a million, and some of input.
    '  - { name: cent, for: "model:cent", measure: money, limit: "0.01", currency: USD, period: month }',
    '  - { name: soft, for: "model:soft", measure: requests, limit: "1", period: month, is_hard: false }',
    '  - { name: rate, for: "model:rate", each: true, measure: requests, limit: "3", period: hour }',
    '  - { name: rate-tokens, for: "model:rate", measure: tokens, limit: "1000000", period: hour }',
    '',
  ].join('\n');
  const options = { databaseUrl: database.url, config, env: companyEnvironment };
  const first = await startGateway(options);
  replicas = [first, await startGateway(options)];
});
afterAll(async () => {
  await cleanUpGateways();
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
