import { describe, expect, it } from 'vitest';
import { InvalidConfig, readConfig } from '../../src/config/config.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env, '/srv');
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems.map((problem) => problem.name);
    throw error;
  }
}

describe('readConfig', () => {
  it('needs nothing: the defaults serve on the loopback', () => {
    expect(readConfig({}, '/srv')).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      admin: null,
      dataDir: '/srv/.tollgate',
      journalDir: '/srv/.tollgate/journal',
      databaseUrl: null,
      workers: 1,
    });
  });

  it.each([
    ['TOLLGATE_PORT', 'eighty'],
    ['TOLLGATE_PORT', '70000'],
    ['TOLLGATE_WORKERS', '0'],
    ['TOLLGATE_RECORD', 'memory'],
    ['TOLLGATE_LOG_LEVEL', 'loud'],
    ['TOLLGATE_ADMIN_TOKEN', ''],
    ['TOLLGATE_ADMIN_TOKEN', 'short'],
    ['DATABASE_URL', 'mysql://db'],
    ['TOLLGATE_SECURE_CIDRS', '10.0.0.0/33'],
    ['TOLLGATE_TRUSTED_PROXIES', 'proxy.internal'],
    ['TOLLGATE_EGRESS_PROXY', 'socks5://proxy'],
    ['TOLLGATE_CREDENTIAL_ENV', 'TOLLGATE_ADMIN_TOKEN'],
    ['TOLLGATE_CREDENTIAL_ENV', 'PGPASSWORD'],
    ['TOLLGATE_JOURNAL_BYTES_MAX', '1000'],
    ['TOLLGATE_PROT', '8787'],
    ['TOLLGATE_STICKY', 'session'],
    ['TOLLGATE_MASTER_KEY', 'later'],
  ])('names %s when it is %j', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  it('names every problem at once', () => {
    expect(problemsOf({ TOLLGATE_PORT: 'x', TOLLGATE_WORKERS: 'y' })).toEqual(['TOLLGATE_PORT', 'TOLLGATE_WORKERS']);
  });

  it('does not let agents reach the console by accident', () => {
    expect(problemsOf({ TOLLGATE_HOST: '0.0.0.0' })).toEqual(['TOLLGATE_ADMIN_PORT']);
    expect(problemsOf({ TOLLGATE_HOST: '0.0.0.0', TOLLGATE_ADMIN_PORT: 'same' })).toEqual([]);
    expect(readConfig({ TOLLGATE_HOST: '0.0.0.0', TOLLGATE_ADMIN_PORT: '8788' }, '/srv').admin).toEqual({
      host: '127.0.0.1',
      port: 8788,
    });
    expect(problemsOf({ TOLLGATE_ADMIN_PORT: '8787' })).toEqual(['TOLLGATE_ADMIN_PORT']);
  });

  it('keeps for ever what no period is said for, and payloads no longer than their calls', () => {
    expect(readConfig({}, '/srv').retention).toEqual({ payloadDays: null, metadataDays: null });
    const [payloads, metadata] = ['TOLLGATE_RETENTION_PAYLOADS_DAYS', 'TOLLGATE_RETENTION_METADATA_DAYS'];
    expect(readConfig({ [payloads]: '30' }, '/srv').retention).toEqual({ payloadDays: 30, metadataDays: null });
    expect(problemsOf({ [payloads]: '30', [metadata]: '30' })).toEqual([]);
    expect(problemsOf({ [payloads]: '31', [metadata]: '30' })).toEqual([payloads]);
    expect(problemsOf({ [metadata]: '30' })).toEqual([payloads]);
    expect(problemsOf({ [payloads]: '0' })).toEqual([payloads]);
  });

  it('wants certificate and key together', () => {
    expect(problemsOf({ TOLLGATE_TLS_CERT: 'a.pem' })).toEqual(['TOLLGATE_TLS_KEY']);
    expect(problemsOf({ TOLLGATE_SECURE_KEY: 'a.pem' })).toEqual(['TOLLGATE_SECURE_CERT']);
  });
});
