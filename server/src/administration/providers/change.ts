import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type CredentialLimits, originOf } from '../../catalog/credentials.ts';
import { selectModels } from '../../catalog/models.queries.ts';
import { type ProviderRow, selectProvider, updateProvider } from '../../catalog/providers.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict, merged } from '../refuse.ts';
import { assertSecureHost, type SecureHostAllowed } from '../secure-host.ts';
import { checkAddress, checkHeaders, checkVersion } from './check-provider.ts';

export async function changeProvider(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.ProviderChange; readonly revision: number | null },
  rules: { readonly limits: CredentialLimits; readonly secureHostAllowed: SecureHostAllowed },
): Promise<ProviderRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectProvider(transaction, change.id);
    assertChangeable(before, 'provider', change.revision);
    const { timeouts, ...fields } = change.fields;
    const after = {
      ...merged(before, fields),
      timeouts: merged(before.timeouts, timeouts ?? {}),
      revision: before.revision + 1,
    };
    checkAddress(before, after, { stated: change.fields.credential !== undefined, limits: rules.limits });
    checkVersion(after);
    checkHeaders(after);
    if (originOf(before.base_url) !== originOf(after.base_url)) {
      await checkModels(transaction, after, rules.secureHostAllowed);
    }
    await updateProvider(transaction, after);
    log({ action: 'provider.change', target: { kind: 'provider', id: before.id }, before, after });
    return after;
  });
  return result;
}

/** What moves with the provider to another origin: models without an address of their own. */
async function checkModels(database: Queryable, after: ProviderRow, check: SecureHostAllowed): Promise<void> {
  const moving = (await selectModels(database)).filter(
    (model) => model.provider_id === after.id && model.base_url === null,
  );
  const bound = moving.find((model) => model.credential !== null);
  if (bound) {
    throw conflict(
      `The model ${bound.display_name} has a credential of its own for the old address: take it away there first.`,
    );
  }
  if (moving.some((model) => model.is_secure)) await assertSecureHost(check, after.base_url, 'base_url');
}
