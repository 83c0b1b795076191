import { type admin, type Settings } from '@tollgate/contract';
import type pg from 'pg';
import { selectSettings, type SettingsRow, updateSettings } from '../../catalog/settings.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, merged } from '../refuse.ts';

/** Changes settings; those that are left out stay. @throws AdministrationRefusal */
export async function changeSettings(
  pool: pg.Pool,
  actor: Actor,
  { fields, revision }: { readonly fields: admin.SettingsChange; readonly revision: number | null },
): Promise<SettingsRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const row = await selectSettings(transaction);
    assertChangeable(row, 'setting', revision);
    const before = settingsOf(row);
    const after = merged(before, fields);
    await updateSettings(transaction, after, false);
    log({ action: 'settings.change', target: { kind: 'settings', id: 'settings' }, before, after });
    return selectSettings(transaction);
  });
  return result;
}

export function settingsOf({ sticky, sticky_ttl_s }: SettingsRow): Settings {
  return { sticky, sticky_ttl_s };
}
