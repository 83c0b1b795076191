import { afterAll, describe, expect, it } from 'vitest';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { cleanUpGateways, GatewayEnded, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { type Answer, expectError, hello, wholeAnswer } from './fixture.ts';

const standIn = await startStandIn();
const database = await createTestDatabase();
const config = companyConfig({ outside: standIn.url });
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

const chat = async (origin: string, key: string): Promise<Answer> =>
  wholeAnswer(
    await fetch(`${origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(hello('gpt-test')),
    }),
  );

describe.each(['1', '2'])('a start while the database is away, with %s workers', (workers) => {
  it('serves, refuses calls, says why it is not ready, and recovers by itself', async () => {
    const relay = await relayTo(database.url);
    await relay.cut();
    const env = { ...companyEnvironment, TOLLGATE_WORKERS: workers };
    const gateway = await startGateway({ databaseUrl: relay.url, config, env });
    expect((await fetch(`${gateway.origin}/healthz`)).status).toBe(200);
    const readiness = await fetch(`${gateway.origin}/readyz`);
    expect(readiness.status).toBe(503);
    const { reasons } = (await readiness.json()) as { reasons: string[] };
    expect(reasons.join()).toMatch(/database|policy/);
    const asked = standIn.calls.length;
    expectError(await chat(gateway.origin, keys.bot), 'policy_stale');
    expect(standIn.calls.length).toBe(asked);

    await relay.mend();
    await until(async () => (await fetch(`${gateway.origin}/readyz`)).status === 200, gateway.output);
    await until(async () => (await chat(gateway.origin, keys.bot)).status === 200, gateway.output);
    expect(await gateway.end('SIGTERM')).toBe(0);
    await relay.cut();
  });
});

describe('a start with a wrong configuration', () => {
  const refused = async (env: Record<string, string>, file = config): Promise<string> => {
    const error: unknown = await startGateway({
      databaseUrl: database.url,
      config: file,
      env: { ...companyEnvironment, ...env },
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof GatewayEnded)) throw new Error('it started');
    return error.message;
  };

  it('ends, naming every wrong variable at once', async () => {
    const output = await refused({
      TOLLGATE_PORT: 'eighty',
      TOLLGATE_HOST: '0.0.0.0',
      TOLLGATE_ODD: '1',
      TOLLGATE_TLS_CERT: 'x.pem',
    });
    for (const name of ['TOLLGATE_PORT', 'TOLLGATE_ADMIN_PORT', 'TOLLGATE_ODD', 'TOLLGATE_TLS_KEY'])
      expect(output).toContain(name);
    expect(output).not.toMatch(/\n {4}at /);
  });

  it('ends, naming the line of the file that is wrong', async () => {
    const line = config.split('\n').findIndex((text) => text.includes('display_name: "private"')) + 1;
    const output = await refused(
      {},
      config.replace('display_name: "private", provider: outside', 'display_name: "private", provider: nobody'),
    );
    expect(output).toMatch(new RegExp(`gateway\\.yaml:${line}:\\d+ models\\[1\\]\\.provider`));
    expect(output).not.toMatch(/\n {4}at /);
  });

  it.each([
    ['is not set', {}],
    ['is empty', { TEST_OTHER_KEY: '' }],
  ])('ends, naming a credential that %s', async (_, env) => {
    expect(await refused(env, config.replaceAll('TEST_PROVIDER_KEY', 'TEST_OTHER_KEY'))).toMatch(
      /gateway\.yaml:2:\d+ .*TEST_OTHER_KEY/,
    );
  });

  it('ends when its data folder is in use', async () => {
    const first = await startGateway({ databaseUrl: database.url, config, env: companyEnvironment });
    expect(await refused({ TOLLGATE_DATA_DIR: first.dataDir })).toMatch(
      /TOLLGATE_DATA_DIR: .* is in use by process \d+/,
    );
  });
});
