import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import type { CredentialLimits } from '../../catalog/credentials.ts';
import { insertProvider, type ProviderRow } from '../../catalog/providers.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { checkAddress, checkHeaders, checkVersion } from './check-provider.ts';

export async function createProvider(
  pool: pg.Pool,
  actor: Actor,
  input: admin.ProviderCreate,
  limits: CredentialLimits,
): Promise<ProviderRow> {
  assertAdministrator(actor);
  checkAddress(null, input, { stated: true, limits });
  checkVersion(input);
  checkHeaders(input);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const provider = { ...input, id: newId('prv'), managed_by_file: false };
    await insertProvider(transaction, provider);
    log({ action: 'provider.create', target: { kind: 'provider', id: provider.id }, before: null, after: provider });
    return { ...provider, revision: 1 };
  });
  return result;
}
