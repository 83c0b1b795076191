import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalogue } from '@tollgate/contract';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { conversionDocument } from '../../../scripts/conversion-table.ts';
import { parseGatewayFile } from '../../src/administration/apply/parse-gateway-file.ts';
import { environmentVariables } from '../../src/config/environment.ts';
import { createFingerprintStore } from '../../src/administration/fingerprint-sets/fingerprint-store.ts';
import { createAdminServer } from '../../src/http/admin/create-admin-server.ts';
import { presets } from '../../src/providers/presets.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createScanning } from '../../src/journey/scanning.ts';
import { RuleCosts } from '../../src/risk/rule-costs.ts';
import { masterKeys, opener } from '../support/vault.ts';
import { createCredentialVault } from '../../src/administration/credentials/credential-vault.ts';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';

const projectDir = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

describe('documents', () => {
  it('errors.md lists exactly the errors of the catalogue, each as it is', () => {
    const documented = tableOf(read('docs/reference/errors.md'), 'code');
    const inForce = Object.entries(errorCatalogue).map(([code, entry]) => [
      `\`${code}\``,
      String(entry.status),
      `\`${entry.type}\``,
      entry.retry ? 'yes' : 'no',
      entry.owner,
      entry.message,
    ]);
    expect(documented).toEqual(inForce);
  });

  it('configuration.md lists exactly the variables that are read, each as it is', () => {
    const documented = tableOf(read('docs/reference/configuration.md'), 'variable');
    const inForce = environmentVariables.map((variable) => [
      `\`${variable.name}\``,
      variable.default,
      variable.description,
    ]);
    expect(documented).toEqual(inForce);
  });

  it('api.md lists exactly the calls of the admin API, each with what OpenAPI says of it', async () => {
    const documented = tableOf(read('docs/reference/api.md').split('## Admin API')[1] ?? '', 'call');
    expect(documented).toEqual(await callsOfAdminApi());
  });

  it('conversions.md is what the tables of the converters make of it', () => {
    expect(read('docs/reference/conversions.md'), 'run npm run docs:conversions').toBe(conversionDocument());
  });

  it('providers.md lists exactly the presets, each as it is', () => {
    const documented = tableOf(read('docs/reference/providers.md'), 'preset');
    const known = presets.map((preset) => [
      preset.id,
      preset.name,
      preset.protocol,
      preset.kind,
      preset.base_url,
      preset.key_variable ?? '',
      preset.lists_models ? 'yes' : 'no',
      preset.note ?? '',
    ]);
    expect(documented).toEqual(known);
  });

  it('the example gateway.yaml holds together', () => {
    const parsed = parseGatewayFile(read('examples/gateway.yaml'));
    expect('errors' in parsed ? parsed.errors : []).toEqual([]);
  });
});

/** As its own description tells them; that needs no database. */
async function callsOfAdminApi(): Promise<string[][]> {
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
    backtests: { start: none, cancel: none, read: none, list: none, stop: none },
    version: 'any',
  });
  const { payload } = await app.inject({ url: '/api/openapi.json', headers: { host: '127.0.0.1' } });
  await app.close();
  const { paths } = JSON.parse(payload) as { paths: Record<string, Record<string, { summary: string }>> };
  return Object.entries(paths).flatMap(([url, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => [`\`${method.toUpperCase()} ${url}\``, summary]),
  );
}

/** The cells of the first Markdown table whose head begins with `firstColumn`, row by row. */
function tableOf(markdown: string, firstColumn: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  expect(start, `a table that begins with "${firstColumn}"`).toBeGreaterThanOrEqual(0);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
