import pg from 'pg';
import { createFingerprintStore } from '../../src/administration/fingerprint-sets/fingerprint-store.ts';
import { createAdminServer } from '../../src/http/admin/create-admin-server.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createScanning } from '../../src/journey/scanning.ts';
import { RuleCosts } from '../../src/risk/rule-costs.ts';
import { masterKeys, opener } from './vault.ts';
import { createCredentialVault } from '../../src/administration/credentials/credential-vault.ts';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';

/** The admin API's description of itself (OpenAPI 3.1): it needs no database. */
export async function openApiDocument(): Promise<object> {
  const none = (): Promise<never> => Promise.reject(new Error('nobody asks'));
  const app = createAdminServer({
    pool: new pg.Pool(),
    exportPool: new pg.Pool(),
    searchPool: new pg.Pool(),
    indexKey: () => null,
    opener,
    accessLog: { record: async () => undefined },
    signing: () => null,
    publicKey: () => null,
    log: createLogger('silent'),
    adminToken: null,
    publicUrl: null,
    agentUrl: null,
    agents: () => ({ origin: null, isShared: true }),
    journalState: () => ({ writable: true, reason: null, bytes: 0, bytesMax: 0, backlogEvents: 0 }),
    openId: null,
    signIn: () => null,
    boundHost: '127.0.0.1',
    trustedProxies: [],
    credentialLimits: { environmentNames: new Set(), directory: null },
    secureHostAllowed: async () => ({ allowed: false }),
    reportTimeZone: 'UTC',
    providerAccess: {
      paths: { external: createExternalPath({}), secure: createSecurePath({ hosts: null, cidrs: null }) },
      secureHostAllowed: async () => ({ allowed: false }),
      vault: createCredentialVault(masterKeys),
      environment: {},
    },
    webhookHosts: [],
    bodyBytesMax: 1024,
    scanning: createScanning({ thread: new URL('file:///none') }),
    ruleCosts: new RuleCosts(),
    fingerprints: createFingerprintStore(() => null),
    verifications: { start: none, cancel: none, read: none, list: none, last: none, stop: none },
    recordState: () => {
      throw new Error('nobody asks');
    },
    environment: [],
    backtests: { start: none, cancel: none, read: none, list: none, stop: none },
    version: 'any',
  });
  const { payload } = await app.inject({ url: '/api/openapi.json', headers: { host: '127.0.0.1' } });
  await app.close();
  return JSON.parse(payload) as object;
}
