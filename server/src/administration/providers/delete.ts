import type pg from 'pg';
import { selectModels } from '../../catalog/models.queries.ts';
import { deleteProvider as deleteProviderRow, selectProvider } from '../../catalog/providers.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict } from '../refuse.ts';

/** Refused while a model uses it. */
export async function deleteProvider(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectProvider(transaction, id);
    assertChangeable(before, 'provider', revision);
    const users = (await selectModels(transaction)).filter((model) => model.provider_id === id);
    if (users.length > 0) {
      const names = users
        .slice(0, 5)
        .map((model) => model.display_name)
        .join(', ');
      throw conflict(`Models use this provider: ${names}${users.length > 5 ? ' and others' : ''}.`);
    }
    await deleteProviderRow(transaction, id);
    log({ action: 'provider.delete', target: { kind: 'provider', id }, before, after: null });
  });
}
