import type { OpenIdConfig } from '../../config/read-openid.ts';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import type { Backtests } from '../../administration/backtests/backtests.ts';
import type { AccessLog } from '../../administration/access-log.ts';
import type { FingerprintStore } from '../../administration/fingerprint-sets/fingerprint-store.ts';
import type { ProviderAccess } from '../../administration/connections/reach-provider.ts';
import type { JournalState } from '../../audit/journal/journal.ts';
import type { Verifications } from '../../administration/verifications/verifications.ts';
import type { SecureHostAllowed } from '../../administration/secure-host.ts';
import type { Opener, SharedSecrets } from '../../audit/vault/vault.ts';
import type { SignIn } from '../../identity/sign-in/sign-in.ts';
import type { ShownVariable } from '../../config/environment-shown.ts';
import type { CredentialLimits } from '../../catalog/credentials.ts';
import type { Scanning } from '../../journey/scanning.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { AgentListener } from './agent-origin.ts';
import type { Permission } from './permissions.ts';
import type { Requester } from './requester.ts';

export type RecordState = Pick<
  admin.RecordHealth,
  'journal' | 'damaged_ranges' | 'broken_chains' | 'rejected_events' | 'retention_run_at'
>;

/** What the admin API is made of. */
export interface AdminDependencies {
  readonly pool: pg.Pool;
  /** For searches: a statement that takes too long ends there, and takes nothing away from anybody else. */
  readonly searchPool: pg.Pool;
  /** Numbers the words that are searched for; null while it is not known. */
  readonly indexKey: () => Buffer | null;
  /** For exports, which take long: they wait for each other, and nobody waits for them. */
  readonly exportPool: pg.Pool;
  /** Records who reads the record, before anything is handed out. */
  readonly accessLog: AccessLog;
  /** Signs exports; null while it is not known. */
  readonly signing: () => SharedSecrets['signing'] | null;
  /** Verifies checkpoints: PEM; null while it is not known. */
  readonly publicKey: () => string | null;
  /** Opens the payloads of the record. */
  readonly opener: Opener;
  readonly log: Logger;
  /** `TOLLGATE_ADMIN_TOKEN`; null when there is none. */
  readonly adminToken: string | null;
  readonly publicUrl: string | null;
  /** `TOLLGATE_AGENT_URL`. */
  readonly agentUrl: string | null;
  readonly agents: () => AgentListener;
  /** Of this process. */
  readonly journalState: () => JournalState;
  /** The OpenID Connect provider by which people sign in; null where there is none. */
  readonly openId: Pick<OpenIdConfig, 'name' | 'isOnly'> | null;
  /** How people sign in; null while the database has not answered yet. */
  readonly signIn: () => SignIn | null;
  /** The address or name that the listener was given. */
  readonly boundHost: string;
  /** CIDRs whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly credentialLimits: CredentialLimits;
  /** The ways to providers, to try them and ask for their models. */
  readonly providerAccess: ProviderAccess;
  /** Whether the secure path would connect to the host of this URL. */
  readonly secureHostAllowed: SecureHostAllowed;
  /** IANA name of the zone whose days reports and cost centres count in. */
  readonly reportTimeZone: string;
  /** The largest request that the data plane takes, in bytes; the test bench takes the same. */
  readonly bodyBytesMax: number;
  /** `TOLLGATE_WEBHOOK_HOSTS`. */
  readonly webhookHosts: readonly string[];
  readonly scanning: Scanning;
  /** What rules cost, as far as it was measured. */
  readonly ruleCosts: RuleCosts;
  /** Opens and makes sets of fingerprints. */
  readonly fingerprints: FingerprintStore;
  readonly backtests: Backtests;
  readonly verifications: Verifications;
  /** How the record of this process is, as its own memory has it. */
  readonly recordState: () => RecordState;
  /** What the gateway was started with. */
  readonly environment: readonly ShownVariable[];
  /** Version of this gateway. */
  readonly version: string;
}

export type AdminServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the requester must be allowed to; a route without one does not register. `public` asks for no token. */
    permission?: Permission | 'public';
  }
  interface FastifyRequest {
    /** Set by the authentication hook on every route that is not public. */
    requester: Requester;
  }
}
