import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Role } from '@tollgate/contract';
import { createAdminServer } from '../../src/http/admin/create-admin-server.ts';
import type { AdminDependencies } from '../../src/http/admin/context.ts';
import { createSignIn } from '../../src/identity/sign-in/sign-in.ts';
import { insertToken } from '../../src/identity/tokens.queries.ts';
import { insertUser } from '../../src/identity/users.queries.ts';
import { hashSecret, newTokenSecret, prefixOf } from '../../src/identity/secrets.ts';
import { createJudge } from '../../src/journey/judge.ts';
import { readAnswer } from '../../src/journey/read-answer.ts';
import { createScanning } from '../../src/journey/scanning.ts';
import { RuleCosts } from '../../src/risk/rule-costs.ts';
import { newId } from '../../src/platform/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createFingerprintStore } from '../../src/administration/fingerprint-sets/fingerprint-store.ts';
import { createBacktests } from '../../src/administration/backtests/backtests.ts';
import { runVerification } from '../../src/administration/verifications/run-verification.ts';
import { createVerifications } from '../../src/administration/verifications/verifications.ts';
import { environmentShown } from '../../src/config/environment-shown.ts';
import { createAccessLog } from '../../src/administration/access-log.ts';
import { record } from '../audit-shipper/ship.ts';
import { masterKeys, opener, sealer } from '../support/vault.ts';
import { createCredentialVault } from '../../src/administration/credentials/credential-vault.ts';
import type { SecureHostAllowed } from '../../src/administration/secure-host.ts';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';
import type { Journal } from '../../src/audit/journal/journal.ts';

export const bootstrapToken = 'bootstrap-token-for-the-tests-0123456789';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

/** One thing in an answer: the fields that tests read. Which of them are there depends on the route. */
export interface Thing {
  readonly id: string;
  readonly request_id: string;
  readonly name: string;
  readonly email: string;
  readonly display_name: string;
  readonly user_id: string;
  readonly owner_id: string;
  readonly position: number;
  readonly revision: number;
  readonly version: number;
  readonly policy_version: number;
  readonly secret: string;
  readonly prefix: string;
  readonly revoked_at: string | null;
  readonly action: string;
  readonly category: string;
  readonly origin: string;
  readonly override: object | null;
  readonly is_enabled: boolean;
  readonly error_detail: string | null;
  readonly key: string | null;
  readonly calls: number;
  readonly costs: readonly object[];
  readonly prices: readonly object[];
  readonly rule: string;
  readonly sample: string;
}

/** The body of an answer, a list or a problem too. */
export interface Body extends Thing {
  readonly items: readonly Thing[];
  readonly next_cursor: string | null;
  readonly hits: readonly Thing[];
  readonly totals: { readonly costs: readonly object[] };
  readonly candidates: readonly Thing[];
  readonly document: { readonly providers: readonly Thing[] };
  readonly permissions: readonly string[];
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly detail: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  readonly text: string;
  /** The parsed body; empty where it is no JSON. */
  readonly body: Body;
}

/** A real admin server on a database of its own, with one person of each role. */
export interface AdminFixture {
  readonly app: FastifyInstance;
  readonly dependencies: AdminDependencies;
  readonly database: TestDatabase;
  readonly people: Readonly<Record<Role, Person>>;
  call(method: string, url: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  /** The bootstrap token when left out; null for none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly remoteAddress?: string;
}

/** What is appended is in the database at once. */
function journalInto(database: TestDatabase): Pick<Journal, 'append'> {
  return { append: async (events) => void (await record(database.pool, ...events)) };
}

const secureHostAllowed: SecureHostAllowed = async (url) =>
  new URL(url).hostname.endsWith('.example.com') ? { allowed: false, reason: 'resolves publicly' } : { allowed: true };

export async function createAdminFixture(
  overrides: Partial<AdminDependencies> = {},
  onRoute: (route: string) => void = () => undefined,
): Promise<AdminFixture> {
  const database = await createTestDatabase();
  const accessLog = overrides.accessLog ?? createAccessLog(journalInto(database), sealer, () => 0);
  const log = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const ruleCosts = new RuleCosts();
  const scanning = createScanning({ thread: new URL('../../src/scan-thread.ts', import.meta.url) });
  const fingerprints = createFingerprintStore(() => Buffer.alloc(32, 5));
  const backtests = createBacktests({
    pool: database.pool,
    recordPool: database.pool,
    opener,
    judge: createJudge(scanning),
    readAnswer,
    costs: ruleCosts,
    fingerprints,
    accessLog,
    log,
  });
  const verifications = createVerifications({
    pool: database.pool,
    accessLog,
    log,
    run: () => runVerification({ databaseUrl: database.url, masterKeys, publicKey: null }),
    everyMs: 50,
  });
  const signIn = createSignIn({
    pool: database.pool,
    sharedKey: Buffer.alloc(32, 7),
    publicUrl: null,
    log,
    company: null,
  });
  const dependencies: AdminDependencies = {
    pool: database.pool,
    exportPool: database.pool,
    searchPool: database.pool,
    indexKey: () => null,
    accessLog,
    signing: () => null,
    publicKey: () => null,
    opener,
    log,
    adminToken: bootstrapToken,
    publicUrl: null,
    agentUrl: null,
    agents: () => ({ origin: null, isShared: true }),
    journalState: () => ({ writable: true, reason: null, bytes: 0, bytesMax: 0, backlogEvents: 0 }),
    openId: null,
    signIn: () => signIn,
    boundHost: '127.0.0.1',
    trustedProxies: [],
    credentialLimits: { environmentNames: new Set(['OPENAI_API_KEY']), directory: null },
    reportTimeZone: 'UTC',
    secureHostAllowed,
    providerAccess: {
      paths: { external: createExternalPath({}), secure: createSecurePath({ hosts: null, cidrs: null }) },
      secureHostAllowed,
      vault: createCredentialVault(masterKeys),
      environment: { OPENAI_API_KEY: 'sk-test-of-the-environment' },
    },
    bodyBytesMax: 32 * 1024 * 1024,
    webhookHosts: ['hooks.internal'],
    scanning,
    ruleCosts,
    fingerprints,
    backtests,
    verifications,
    recordState: () => ({
      journal: { id: 'test', is_writable: true, reason: null, bytes: 1024, bytes_max: 4096, waiting_events: 0 },
      damaged_ranges: 0,
      broken_chains: 0,
      rejected_events: 0,
      retention_run_at: null,
    }),
    environment: environmentShown({ TOLLGATE_RETENTION_PAYLOADS_DAYS: '30', TOLLGATE_ADMIN_TOKEN: bootstrapToken }),
    version: '0.0.0-test',
    ...overrides,
  };
  const app = createAdminServer(dependencies);
  app.addHook('onRoute', (route) => onRoute(`${String(route.method)} ${route.url.replaceAll(/:(\w+)/g, '{$1}')}`));
  await app.ready();
  const people = {
    admin: await person(database, 'admin'),
    auditor: await person(database, 'auditor'),
    member: await person(database, 'member'),
  };
  return {
    app,
    dependencies,
    database,
    people,
    call: (method, url, options = {}) => call(app, method, url, options),
    close: async () => {
      await app.close();
      const { external, secure } = dependencies.providerAccess.paths;
      await Promise.all([external.close(), secure.close()]);
      await backtests.stop();
      await verifications.stop();
      await scanning.stop();
      await database.drop();
    },
  };
}

async function person({ pool }: TestDatabase, role: Role): Promise<Person> {
  const id = newId('usr');
  const email = `${role}@company.test`;
  await insertUser(pool, { id, email, name: role, role, is_active: true, managed_by_file: false });
  return { id, email, token: await giveToken(pool, id) };
}

export async function giveToken(
  pool: TestDatabase['pool'],
  userId: string,
  expiresAt: string | null = null,
): Promise<string> {
  const secret = newTokenSecret();
  const token = {
    id: newId('tok'),
    user_id: userId,
    name: 'test',
    prefix: prefixOf(secret),
    created_at: new Date().toISOString(),
    expires_at: expiresAt,
    revoked_at: null,
  };
  await insertToken(pool, token, hashSecret(secret));
  return secret;
}

async function call(app: FastifyInstance, method: string, url: string, options: CallOptions): Promise<Answer> {
  const token = options.token === undefined ? bootstrapToken : options.token;
  const response = await app.inject({
    method: method as 'GET',
    url,
    remoteAddress: options.remoteAddress ?? '127.0.0.1',
    headers: {
      host: '127.0.0.1:8787',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { payload: options.body as object }),
  });
  const isJson = /(application\/|\+)json\b/.test(String(response.headers['content-type'] ?? ''));
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: (isJson ? JSON.parse(response.body) : {}) as Body,
  };
}
