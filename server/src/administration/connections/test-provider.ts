import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import type { CredentialLimits } from '../../catalog/credentials.ts';
import { selectProvider } from '../../catalog/providers.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { assertProvider } from '../providers/check-provider.ts';
import { completedByPreset } from '../providers/preset.ts';
import { notFound } from '../refuse.ts';
import { type ProviderAccess, reachProvider } from './reach-provider.ts';

/** Tries whether a provider can be reached with its credential. */
export async function testProvider(
  pool: pg.Pool,
  actor: Actor,
  id: string,
  access: ProviderAccess,
): Promise<admin.ConnectionTest> {
  assertAdministrator(actor);
  const provider = await selectProvider(pool, id);
  if (!provider) throw notFound('provider');
  return (await reachProvider(pool, access, provider, { withDetails: false })).test;
}

/** The same for one that is not saved, within the limits that saving it has. */
export async function tryProvider(
  pool: pg.Pool,
  actor: Actor,
  input: admin.ProviderTry,
  { access, limits }: { readonly access: ProviderAccess; readonly limits: CredentialLimits },
): Promise<admin.ConnectionTest> {
  assertAdministrator(actor);
  const { secret = null, ...provider } = completedByPreset(input);
  assertProvider(provider, { secret, limits });
  return (await reachProvider(pool, access, provider, { withDetails: false, secret: secret?.trim() ?? null })).test;
}
