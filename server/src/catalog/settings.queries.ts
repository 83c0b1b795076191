import { type Settings, Settings as SettingsShape } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

/** The settings that decide calls, with how they are governed. */
export interface SettingsRow extends Settings {
  readonly managed_by_file: boolean;
  readonly revision: number;
}

/** @throws Error when the row that a migration made is gone */
export async function selectSettings(database: Queryable): Promise<SettingsRow> {
  const { rows } = await database.query<{ value: unknown; managed_by_file: boolean; revision: number }>(
    `SELECT value, managed_by_file, revision FROM settings WHERE name = 'sticky'`,
  );
  const [row] = rows;
  if (!row) throw new Error('the settings are gone');
  return { ...SettingsShape.parse(row.value), managed_by_file: row.managed_by_file, revision: row.revision };
}

export async function updateSettings(database: Queryable, settings: Settings, managedByFile: boolean): Promise<void> {
  await database.query(
    `UPDATE settings SET value = $1, managed_by_file = $2, revision = revision + 1 WHERE name = 'sticky'`,
    [JSON.stringify(settings), managedByFile],
  );
}
