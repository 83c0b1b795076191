import type { Rule } from '@tollgate/contract';
import type pg from 'pg';
import { upsertCustomRule } from '../../catalog/rules.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { conflict } from '../refuse.ts';
import { checkRule } from './check-rule.ts';
import { definitionOf, type GovernedRule, readRule } from './read.ts';

/**
 * Adds a rule of the company's own, if it compiles and its examples hold. With the id of a built-in rule it stands in
 * that one's place.
 */
export async function createRule(pool: pg.Pool, actor: Actor, rule: Rule): Promise<GovernedRule> {
  assertAdministrator(actor);
  checkRule(rule);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const existing = await readRule(transaction, rule.id);
    if (existing?.origin === 'custom') {
      throw conflict('There is a rule of this id already.', { field: 'id', message: 'is taken' });
    }
    await upsertCustomRule(transaction, rule, false);
    const before = existing ? definitionOf(existing) : null;
    log({ action: 'rule.create', target: { kind: 'rule', id: rule.id }, before, after: rule });
    return { ...rule, origin: 'custom' as const, override: null, pack: null, managed_by_file: false, revision: 1 };
  });
  return result;
}
