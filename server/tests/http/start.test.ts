import { afterAll, describe, expect, it } from 'vitest';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, GatewayEnded, startGateway } from '../support/gateway.ts';

const standIn = await startStandIn();
const database = await createTestDatabase();
const config = companyConfig({ outside: standIn.url });
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
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
