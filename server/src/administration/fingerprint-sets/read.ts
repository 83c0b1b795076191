import type { admin } from '@tollgate/contract';
import {
  type FingerprintSetRow,
  selectFingerprintSet,
  selectFingerprintSets,
} from '../../catalog/fingerprint-sets.queries.ts';
import { selectCustomRules } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';

export async function readFingerprintSets(database: Queryable): Promise<admin.FingerprintSetView[]> {
  const users = await usersOf(database);
  return (await selectFingerprintSets(database)).map((row) => viewOf(row, users));
}

export async function readFingerprintSet(
  database: Queryable,
  id: string,
): Promise<admin.FingerprintSetView | undefined> {
  const row = await selectFingerprintSet(database, id);
  return row && viewOf(row, await usersOf(database));
}

/** The rules that name each set, disabled ones too. */
async function usersOf(database: Queryable): Promise<ReadonlyMap<string, string[]>> {
  const users = new Map<string, string[]>();
  for (const { id, definition } of await selectCustomRules(database)) {
    const set = definition.fingerprints;
    if (set !== undefined) users.set(set, [...(users.get(set) ?? []), id]);
  }
  return users;
}

function viewOf(
  { digest: _, ...row }: FingerprintSetRow,
  users: ReadonlyMap<string, string[]>,
): admin.FingerprintSetView {
  return { ...row, used_by: users.get(row.id) ?? [] };
}
