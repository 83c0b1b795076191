import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, GatewayEnded, startGateway } from '../support/gateway.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await cleanUpGateways();
  await database.drop();
});

it.each(['TOLLGATE_PORT', 'TOLLGATE_ADMIN_PORT'])('a taken port ends the start and names %s', async (variable) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  const started = startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: 'http://127.0.0.1:9/v1' }),
    env: { ...companyEnvironment, [variable]: String(port) },
  });
  await expect(started).rejects.toThrow(GatewayEnded);
  await expect(started).rejects.toThrow(`${variable}: 127.0.0.1:${port} is already in use`);
  holder.close();
});
