import { type admin, Rule, RuleOverride } from '@tollgate/contract';
import type pg from 'pg';
import { deleteRuleOverride, upsertCustomRule, upsertRuleOverride } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { assertChangeable, notFound } from '../refuse.ts';
import { checkRule } from './check-rule.ts';
import { definitionOf, type GovernedRule, readRule } from './read.ts';

export interface RuleChanging {
  readonly id: string;
  readonly fields: admin.RuleChange;
  readonly revision: number | null;
}

/**
 * Changes a rule: one of the company's own in any field, a built-in one where `RuleOverride` lets it. Null takes an
 * optional field away; on a built-in rule it goes back to what the pack says.
 */
export async function changeRule(pool: pg.Pool, actor: Actor, change: RuleChanging): Promise<GovernedRule> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, (transaction, log) => changeRuleWithin(transaction, log, change));
  return result;
}

/** Changes several rules as one: all of them or none, under one policy version. */
export async function changeRules(
  pool: pg.Pool,
  actor: Actor,
  changes: readonly RuleChanging[],
): Promise<GovernedRule[]> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const after: GovernedRule[] = [];
    for (const change of changes) after.push(await changeRuleWithin(transaction, log, change));
    return after;
  });
  return result;
}

/** `changeRule` as a part of a larger change. */
export async function changeRuleWithin(
  transaction: Queryable,
  log: (entry: LogEntry) => void,
  change: RuleChanging,
): Promise<GovernedRule> {
  const before = await readRule(transaction, change.id);
  assertChangeable(before, 'rule', change.revision);
  const save = before.origin === 'custom' ? saveCustom : saveOverride;
  await save(transaction, before, change.fields);
  const after = await readRule(transaction, change.id);
  if (!after) throw notFound('rule');
  const target = { kind: 'rule', id: change.id };
  log({ action: 'rule.change', target, before: definitionOf(before), after: definitionOf(after) });
  return after;
}

async function saveCustom(database: Queryable, before: GovernedRule, fields: admin.RuleChange): Promise<void> {
  const parsed = Rule.safeParse(applied(definitionOf(before), fields));
  if (!parsed.success) throw invalidFields(parsed.error.issues);
  const rule = parsed.data;
  checkRule(rule);
  await upsertCustomRule(database, rule, false);
}

async function saveOverride(database: Queryable, before: GovernedRule, fields: admin.RuleChange): Promise<void> {
  const problems = Object.keys(fields)
    .filter((field) => !(field in RuleOverride.shape))
    .map((field) => ({ field, message: 'cannot be changed on a built-in rule' }));
  if (problems.length > 0) throw new AdministrationRefusal('invalid', 'The input is not valid.', problems);
  const parsed = RuleOverride.safeParse(applied(before.override ?? { id: before.id }, fields));
  if (!parsed.success) throw invalidFields(parsed.error.issues);
  const override = parsed.data;
  if (Object.keys(override).length > 1) await upsertRuleOverride(database, override, false);
  else await deleteRuleOverride(database, before.id);
}

function invalidFields(issues: readonly { path: PropertyKey[]; message: string }[]): AdministrationRefusal {
  const problems = issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return new AdministrationRefusal('invalid', 'The input is not valid.', problems);
}

function applied(before: object, fields: admin.RuleChange): object {
  const stated = Object.entries({ ...before, ...fields }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(stated);
}
