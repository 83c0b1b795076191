import type { admin, Provider, Route } from '@tollgate/contract';
import { isStored, originOf, resolveCredential } from '../../catalog/credentials.ts';
import type { Queryable } from '../../database/queryable.ts';
import { type Listing, listModels } from '../../providers/discovery/list-models.ts';
import type { UpstreamPath } from '../../providers/upstream/path.ts';
import type { CredentialVault } from '../credentials/credential-vault.ts';
import type { SecureHostAllowed } from '../secure-host.ts';

/** What it takes to ask a provider something that is nobody's call. */
export interface ProviderAccess {
  /** The very paths that calls take, address policy included. */
  readonly paths: Readonly<Record<Route, UpstreamPath>>;
  readonly secureHostAllowed: SecureHostAllowed;
  readonly vault: CredentialVault;
  /** What `env:` references are looked up in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type ReachableProvider = Pick<
  Provider,
  'protocol' | 'kind' | 'base_url' | 'api_version' | 'credential' | 'headers'
>;

export interface Reached {
  readonly test: admin.ConnectionTest;
  readonly listing: Listing | null;
}

/**
 * Asks a provider for its models, with its credential, on the path that its calls would take: a self-hosted one that the
 * secure path connects to is asked there.
 * @param secret in place of the credential; null for the credential
 */
export async function reachProvider(
  database: Queryable,
  access: ProviderAccess,
  provider: ReachableProvider,
  options: { readonly withDetails: boolean; readonly secret?: string | null },
): Promise<Reached> {
  const route = await routeTo(provider, access);
  const resolved = options.secret == null ? await secretOf(database, access, provider) : { secret: options.secret };
  if ('problem' in resolved) {
    const told = { http_status: null, latency_ms: null, models: null };
    const hint = 'Set it, or give another credential.';
    const diagnosis = {
      code: 'credential_unresolved',
      message: `Its credential leads nowhere: ${resolved.problem}.`,
      hint,
    } as const;
    return { listing: null, test: { is_ok: false, ...diagnosis, route, ...told } };
  }
  const target = {
    protocol: provider.protocol,
    isLocal: provider.kind === 'local',
    baseUrl: provider.base_url.replace(/\/+$/, ''),
    apiVersion: provider.api_version,
    credential: resolved.secret,
    headers: provider.headers,
  };
  const listing = await listModels(target, access.paths[route], options);
  const { diagnosis, httpStatus, latencyMs } = listing;
  const isListed = diagnosis.code === 'ok';
  const test: admin.ConnectionTest = {
    is_ok: isListed || diagnosis.code === 'ok_without_list',
    ...diagnosis,
    route,
    http_status: httpStatus,
    latency_ms: latencyMs === null ? null : Math.round(latencyMs * 10) / 10,
    models: isListed ? listing.models.length : null,
  };
  return { test, listing };
}

async function routeTo({ kind, base_url }: ReachableProvider, { secureHostAllowed }: ProviderAccess): Promise<Route> {
  return kind === 'local' && (await secureHostAllowed(base_url)).allowed ? 'secure' : 'external';
}

async function secretOf(
  database: Queryable,
  { vault, environment }: ProviderAccess,
  { credential, base_url }: ReachableProvider,
): Promise<{ readonly secret: string | null } | { readonly problem: string }> {
  if (credential === null) return { secret: null };
  if (!isStored(credential)) return resolveCredential(credential, environment);
  const stored = (await vault.load(database)).get(credential);
  return stored?.origin === originOf(base_url) ? stored : { problem: 'no master key here opens the stored secret' };
}
