import type pg from 'pg';
import { deleteCustomRule } from '../../catalog/rules.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict } from '../refuse.ts';
import { definitionOf, readRule } from './read.ts';

/** Deletes a rule of the company's own. A built-in one can only be disabled. */
export async function deleteRule(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await readRule(transaction, id);
    assertChangeable(before, 'rule', revision);
    if (before.origin === 'built_in') throw conflict('A built-in rule cannot be deleted. It can be disabled.');
    await deleteCustomRule(transaction, id);
    log({ action: 'rule.delete', target: { kind: 'rule', id }, before: definitionOf(before), after: null });
  });
}
