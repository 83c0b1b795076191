import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type CredentialLimits, originOf } from '../../catalog/credentials.ts';
import { insertProvider, type ProviderRow } from '../../catalog/providers.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import type { CredentialVault } from '../credentials/credential-vault.ts';
import { assertProvider } from './check-provider.ts';
import { completedByPreset } from './preset.ts';

/** A secret that comes along is stored for the provider's origin; nothing else learns it. */
export async function createProvider(
  pool: pg.Pool,
  actor: Actor,
  input: admin.ProviderCreate,
  { limits, vault }: { readonly limits: CredentialLimits; readonly vault: CredentialVault },
): Promise<ProviderRow> {
  assertAdministrator(actor);
  const { secret = null, ...fields } = completedByPreset(input);
  assertProvider(fields, { secret, limits });
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const credential =
      secret === null ? fields.credential : await vault.store(transaction, originOf(fields.base_url), secret.trim());
    const provider = { ...fields, credential, id: newId('prv'), managed_by_file: false };
    await insertProvider(transaction, provider);
    log({ action: 'provider.create', target: { kind: 'provider', id: provider.id }, before: null, after: provider });
    return { ...provider, revision: 1 };
  });
  return result;
}
