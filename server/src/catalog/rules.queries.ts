import { Rule, type RuleOverride } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

/** A custom rule, or what was changed on a built-in one, as it is stored. */
export interface StoredDefinition<T> {
  readonly id: string;
  readonly definition: T;
  readonly managed_by_file: boolean;
  readonly revision: number;
}
export type CustomRuleRow = StoredDefinition<Rule>;
export type RuleOverrideRow = StoredDefinition<RuleOverride>;

/** In a fixed order: the policy document is compared by its text. */
export async function selectCustomRules(database: Queryable): Promise<CustomRuleRow[]> {
  const { rows } = await database.query<CustomRuleRow>(
    'SELECT id, definition, managed_by_file, revision FROM rules ORDER BY id COLLATE "C"',
  );
  return rows;
}

export async function upsertCustomRule(database: Queryable, rule: Rule, managedByFile: boolean): Promise<void> {
  await database.query(
    `INSERT INTO rules (id, definition, managed_by_file) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET definition = $2, managed_by_file = $3, revision = rules.revision + 1`,
    [rule.id, JSON.stringify(rule), managedByFile],
  );
}

export async function deleteCustomRule(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM rules WHERE id = $1', [id]);
}

/** In a fixed order: the policy document is compared by its text. */
export async function selectRuleOverrides(database: Queryable): Promise<RuleOverrideRow[]> {
  const { rows } = await database.query<RuleOverrideRow>(
    'SELECT id, definition, managed_by_file, revision FROM rule_overrides ORDER BY id COLLATE "C"',
  );
  return rows;
}

export async function upsertRuleOverride(
  database: Queryable,
  override: RuleOverride,
  managedByFile: boolean,
): Promise<void> {
  await database.query(
    `INSERT INTO rule_overrides (id, definition, managed_by_file) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET definition = $2, managed_by_file = $3, revision = rule_overrides.revision + 1`,
    [override.id, JSON.stringify(override), managedByFile],
  );
}

export async function deleteRuleOverride(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM rule_overrides WHERE id = $1', [id]);
}

/** A set is stored once, under its hash, and never changed: old policies are derived again with it. */
export async function insertBuiltInRuleSet(database: Queryable, hash: string, rules: readonly Rule[]): Promise<void> {
  await database.query('INSERT INTO built_in_rule_sets (hash, rules) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING', [
    hash,
    JSON.stringify(rules),
  ]);
}

/** @returns undefined when no such set was ever in force here */
export async function selectBuiltInRuleSet(database: Queryable, hash: string): Promise<Rule[] | undefined> {
  const { rows } = await database.query<{ rules: unknown }>('SELECT rules FROM built_in_rule_sets WHERE hash = $1', [
    hash,
  ]);
  return rows[0] && Rule.array().parse(rows[0].rules);
}
