import { isIP } from 'node:net';
import path from 'node:path';
import ipaddr from 'ipaddr.js';
import { type OpenIdConfig, readOpenId } from './read-openid.ts';
import { parseKey } from '../platform/key-text.ts';
import { isTimeZone } from '../platform/time-zone.ts';
import { type Environment, type EnvironmentName, environmentVariables } from './environment.ts';

/** What the process runs with: the environment, read once and checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Null: the admin API and the console share the port of the data plane. */
  readonly admin: { readonly host: string; readonly port: number } | null;
  readonly adminToken: string | null;
  readonly dataDir: string;
  /** Null: the key in the data folder. 32 bytes each. */
  readonly masterKeys: { readonly current: Buffer | null; readonly previous: Buffer | null };
  /** What "durable" means: on the disk of this machine, or committed in PostgreSQL. */
  readonly record: 'journal' | 'database';
  readonly journalDir: string;
  readonly journalBytesMax: number;
  readonly gatewayFile: string | null;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly workers: number;
  readonly drainMs: number;
  readonly snapshotAgeMaxMs: number;
  /** Whether placeholders and documented values count as findings. */
  readonly countsPlaceholders: boolean;
  /** How long payloads and what is known of calls are kept, in days; null: for ever. */
  readonly retention: { readonly payloadDays: number | null; readonly metadataDays: number | null };
  /** IANA name: the days and months of reports and budgets are days there. */
  readonly reportTimeZone: string;
  /** Hosts that alerts may be sent to. */
  readonly webhookHosts: readonly string[];
  /** Between two checks of the catalogue against its providers; 0: none. */
  readonly driftCheckS: number;
  readonly bodyBytesMax: number;
  readonly logLevel: string;
  readonly secureHosts: readonly string[] | null;
  readonly secureCidrs: readonly string[] | null;
  readonly secureTls: { readonly ca: string | null; readonly cert: string | null; readonly key: string | null };
  readonly egressProxy: string | null;
  readonly credentialEnv: readonly string[];
  readonly credentialDir: string | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly trustedProxies: readonly string[];
  readonly publicUrl: string | null;
  readonly agentUrl: string | null;
  /** Null: people sign in by password alone. */
  readonly openId: OpenIdConfig | null;
}

/** One wrong value; `name` is the variable's. */
export interface ConfigProblem {
  readonly name: string;
  readonly message: string;
}

export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => `${problem.name}: ${problem.message}`).join('\n'));
    this.problems = problems;
  }
}

/** What is policy, versioned and logged, and not of one process. */
const settings = new Map([['TOLLGATE_STICKY', 'settings.sticky in gateway.yaml, or PATCH /api/settings']]);

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads and checks the environment; touches no file.
 * @throws InvalidConfig with every wrong, contradictory or unknown `TOLLGATE_…` variable by name
 */
export function readConfig(env: Environment, workingDirectory: string): Config {
  const problems: ConfigProblem[] = [];
  const wrong = (name: string, message: string): void => void problems.push({ name, message });
  const text = (name: EnvironmentName): string | null => env[name]?.trim() || null;
  const whole = (name: EnvironmentName, byDefault: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return byDefault;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    wrong(name, `"${value}" is not a whole number from ${min} to ${max}`);
    return byDefault;
  };
  const list = (name: EnvironmentName): string[] =>
    (text(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  const cidrs = (name: EnvironmentName): string[] => {
    const items = list(name);
    for (const item of items) if (!isCidr(item)) wrong(name, `"${item}" is not a CIDR such as 10.0.0.0/8`);
    return items;
  };
  const url = (name: EnvironmentName): string | null => {
    const value = text(name);
    if (value !== null && !/^https?:$/.test(URL.parse(value)?.protocol ?? '')) wrong(name, 'not an http(s) URL');
    return value;
  };

  /** The value itself never gets into a message. */
  const key32 = (name: EnvironmentName): Buffer | null => {
    const value = text(name);
    const key = value === null ? null : parseKey(value);
    if (value !== null && key === null) wrong(name, 'is not 32 bytes, as 64 hexadecimal digits or in base64');
    return key;
  };

  const known = new Set<string>(environmentVariables.map((variable) => variable.name));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('TOLLGATE_') || known.has(name)) continue;
    const setting = settings.get(name);
    if (setting !== undefined) wrong(name, `is a setting of the policy: ${setting}`);
    else wrong(name, 'is not a variable of Tollgate');
  }

  const host = text('TOLLGATE_HOST') ?? '127.0.0.1';
  const port = whole('TOLLGATE_PORT', 8787, 0, 65_535);
  const adminHost = text('TOLLGATE_ADMIN_HOST') ?? '127.0.0.1';
  const adminPort = text('TOLLGATE_ADMIN_PORT');
  let admin: Config['admin'] = null;
  if (adminPort === null) {
    if (!isLoopback(host)) {
      wrong(
        'TOLLGATE_ADMIN_PORT',
        `TOLLGATE_HOST is ${host}, so agents could reach the console: name a port of its own, or "same" on purpose`,
      );
    }
  } else if (adminPort !== 'same') {
    admin = { host: adminHost, port: whole('TOLLGATE_ADMIN_PORT', 0, 0, 65_535) };
    if (admin.port !== 0 && admin.port === port && adminHost === host) {
      wrong('TOLLGATE_ADMIN_PORT', 'is the port of the data plane; say "same" to share it');
    }
  }

  const adminToken = text('TOLLGATE_ADMIN_TOKEN');
  if (env['TOLLGATE_ADMIN_TOKEN'] !== undefined && (adminToken?.length ?? 0) < 24) {
    wrong('TOLLGATE_ADMIN_TOKEN', 'must have at least 24 characters');
  }
  const placeholders = text('TOLLGATE_RISK_PLACEHOLDERS') ?? 'ignore';
  if (placeholders !== 'ignore' && placeholders !== 'record') {
    wrong('TOLLGATE_RISK_PLACEHOLDERS', `"${placeholders}" is neither "ignore" nor "record"`);
  }
  const record = text('TOLLGATE_RECORD') ?? 'journal';
  if (record !== 'journal' && record !== 'database') {
    wrong('TOLLGATE_RECORD', `"${record}" is neither "journal" nor "database"`);
  }
  const days = (name: EnvironmentName): number | null => (text(name) === null ? null : whole(name, 1, 1, 36_500));
  const retention = {
    payloadDays: days('TOLLGATE_RETENTION_PAYLOADS_DAYS'),
    metadataDays: days('TOLLGATE_RETENTION_METADATA_DAYS'),
  };
  if (retention.metadataDays !== null && (retention.payloadDays ?? Infinity) > retention.metadataDays) {
    wrong('TOLLGATE_RETENTION_PAYLOADS_DAYS', 'payloads cannot be kept longer than what is known of their calls');
  }
  const reportTimeZone = text('TOLLGATE_REPORT_TIME_ZONE') ?? 'UTC';
  if (!isTimeZone(reportTimeZone)) {
    wrong('TOLLGATE_REPORT_TIME_ZONE', `"${reportTimeZone}" is not the name of a time zone such as Europe/Berlin`);
  }
  const logLevel = text('TOLLGATE_LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(logLevel)) wrong('TOLLGATE_LOG_LEVEL', `"${logLevel}" is none of ${logLevels.join(', ')}`);
  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    wrong('DATABASE_URL', 'is not a postgres:// URL');
  }
  const cert = text('TOLLGATE_TLS_CERT');
  const key = text('TOLLGATE_TLS_KEY');
  if ((cert === null) !== (key === null)) {
    wrong(cert === null ? 'TOLLGATE_TLS_CERT' : 'TOLLGATE_TLS_KEY', 'certificate and key go together');
  }
  const secureCert = text('TOLLGATE_SECURE_CERT');
  const secureKey = text('TOLLGATE_SECURE_KEY');
  if ((secureCert === null) !== (secureKey === null)) {
    wrong(secureCert === null ? 'TOLLGATE_SECURE_CERT' : 'TOLLGATE_SECURE_KEY', 'certificate and key go together');
  }
  const credentialEnv = list('TOLLGATE_CREDENTIAL_ENV');
  for (const name of credentialEnv) {
    if (/^(TOLLGATE_|PG)/.test(name) || name === 'DATABASE_URL') {
      wrong('TOLLGATE_CREDENTIAL_ENV', `${name} is the gateway's own and can be no provider's credential`);
    }
  }

  const dataDir = path.resolve(workingDirectory, text('TOLLGATE_DATA_DIR') ?? '.tollgate');
  const journalDir = text('TOLLGATE_JOURNAL_DIR');
  const gatewayFile = text('TOLLGATE_CONFIG');
  const config: Config = {
    host,
    port,
    admin,
    adminToken,
    dataDir,
    masterKeys: { current: key32('TOLLGATE_MASTER_KEY'), previous: key32('TOLLGATE_MASTER_KEY_PREVIOUS') },
    record: record === 'database' ? record : 'journal',
    journalDir: journalDir === null ? path.join(dataDir, 'journal') : path.resolve(workingDirectory, journalDir),
    journalBytesMax: whole('TOLLGATE_JOURNAL_BYTES_MAX', 4 * 1024 ** 3, 4 * 1024 ** 2, 2 ** 50),
    gatewayFile: gatewayFile === null ? null : path.resolve(workingDirectory, gatewayFile),
    databaseUrl,
    workers: whole('TOLLGATE_WORKERS', 1, 1, 64),
    drainMs: whole('TOLLGATE_DRAIN_S', 30, 0, 86_400) * 1000,
    snapshotAgeMaxMs: whole('TOLLGATE_SNAPSHOT_AGE_MAX_S', 900, 2, 86_400) * 1000,
    countsPlaceholders: placeholders === 'record',
    retention,
    reportTimeZone,
    webhookHosts: list('TOLLGATE_WEBHOOK_HOSTS'),
    driftCheckS: text('TOLLGATE_DRIFT_CHECK_S') === '0' ? 0 : whole('TOLLGATE_DRIFT_CHECK_S', 86_400, 60, 2_592_000),
    bodyBytesMax: whole('TOLLGATE_BODY_BYTES_MAX', 32 * 1024 ** 2, 1024, 1024 ** 3),
    logLevel,
    secureHosts: text('TOLLGATE_SECURE_HOSTS') === null ? null : list('TOLLGATE_SECURE_HOSTS'),
    secureCidrs: text('TOLLGATE_SECURE_CIDRS') === null ? null : cidrs('TOLLGATE_SECURE_CIDRS'),
    secureTls: { ca: text('TOLLGATE_SECURE_CA'), cert: secureCert, key: secureKey },
    egressProxy: url('TOLLGATE_EGRESS_PROXY'),
    credentialEnv,
    credentialDir: text('TOLLGATE_CREDENTIAL_DIR'),
    tls: cert !== null && key !== null ? { cert, key } : null,
    trustedProxies: cidrs('TOLLGATE_TRUSTED_PROXIES'),
    publicUrl: url('TOLLGATE_PUBLIC_URL'),
    agentUrl: url('TOLLGATE_AGENT_URL'),
    openId: readOpenId({ text, url, list, wrong }),
  };
  if (problems.length > 0) throw new InvalidConfig(problems);
  return config;
}

function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback';
}
