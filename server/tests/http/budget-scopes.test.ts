import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';

let standIn: StandIn;
let database: TestDatabase;
let gateway: GatewayProcess;
beforeAll(async () => {
  standIn = await startStandIn();
  database = await createTestDatabase();
  const budget = (name: string, whose: string, limit: number, more = '') =>
    `  - { name: ${name}, for: "${whose}", measure: requests, limit: "${limit}", period: month${more} }`;
  const config = [
    companyConfig({ outside: standIn.url }),
    'groups:',
    '  - { name: Makers, members: [ada@company.test, bob@company.test] }',
    'budgets:',
    budget('of-key', 'key:always', 1),
    budget('of-instance', 'instance:build-bot', 3),
    budget('of-user', 'user:ada@company.test', 2),
    budget('of-group', 'group:Makers', 1000),
    budget('of-each-in-group', 'group:Makers', 1000, ', each: true'),
    '',
  ].join('\n');
  gateway = await startGateway({ databaseUrl: database.url, config, env: companyEnvironment });
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

/** The statuses of so many calls with a key, and the budget that the last of them names when it was refused. */
async function call(key: string, times: number): Promise<{ statuses: number[]; refusedBy: string | undefined }> {
  const statuses: number[] = [];
  let last = '';
  for (let time = 0; time < times; time++) {
    const answer = await chat(gateway.origin, says('Hello'), key);
    statuses.push(answer.status);
    last = answer.requestId;
  }
  const { explanation } = await gateway.settled(last);
  return { statuses, refusedBy: /"([\w-]+)": \d+ of \d+ requests/.exec(explanation.at(-1) ?? '')?.[1] };
}

test('a budget counts the calls of its key, instance or user, and leaves those of others alone', async () => {
  expect(await call(keys.always, 2)).toEqual({ statuses: [200, 402], refusedBy: 'of-key' });
  // Another key of the same instance: one of its three calls was the key's above.
  expect(await call(keys.bot, 3)).toEqual({ statuses: [200, 200, 402], refusedBy: 'of-instance' });
  expect(await call(keys.claw, 3)).toEqual({ statuses: [200, 200, 402], refusedBy: 'of-user' });
});

test('a budget of a group counts the calls of its members together, or of each for itself', async () => {
  const { items } = (await (await gateway.api('/budgets?limit=200')).json()) as {
    items: { id: string; name: string }[];
  };
  const spent = async (name: string): Promise<string[]> => {
    const id = items.find((budget) => budget.name === name)?.id;
    const usage = (await (await gateway.api(`/budgets/${id}/usage`)).json()) as { items: { spent: string }[] };
    return usage.items.map((item) => item.spent).toSorted();
  };
  await expect.poll(() => spent('of-group')).toEqual(['5']);
  await expect.poll(() => spent('of-each-in-group')).toEqual(['2', '3']);
});
