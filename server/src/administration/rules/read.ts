import type { Rule, RuleOverride } from '@tollgate/contract';
import { selectCustomRules, selectRuleOverrides } from '../../catalog/rules.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { applyOverrides } from '../../risk/compile.ts';
import { loadBuiltInRules } from '../../risk/packs.ts';

/** A rule as it is in force, with where it comes from. `revision` is 0 for a built-in one that nobody changed. */
export type GovernedRule = Rule & {
  readonly origin: 'built_in' | 'custom';
  readonly override: RuleOverride | null;
  /** What the pack says where `override` says something else. */
  readonly pack: Omit<RuleOverride, 'id'> | null;
  readonly managed_by_file: boolean;
  readonly revision: number;
};

/**
 * The built-in ones in the order of their packs, then the company's own by id. One of their own with the id of a
 * built-in one stands in its place (`withoutReplaced`).
 */
export async function readRules(database: Queryable): Promise<GovernedRule[]> {
  const custom = await selectCustomRules(database);
  const own = new Set(custom.map((row) => row.id));
  const builtIn = loadBuiltInRules().filter((rule) => !own.has(rule.id));
  const known = new Set(builtIn.map((rule) => rule.id));
  const overrides = (await selectRuleOverrides(database)).filter((row) => known.has(row.id));
  const byId = new Map(overrides.map((row) => [row.id, row]));
  const packs = new Map(builtIn.map((rule) => [rule.id, rule]));
  return [
    ...applyOverrides(
      builtIn,
      overrides.map((row) => row.definition),
    ).map((rule): GovernedRule => {
      const row = byId.get(rule.id);
      const standing = { managed_by_file: row?.managed_by_file ?? false, revision: row?.revision ?? 0 };
      const pack = row === undefined ? null : overridden(row.definition, packs.get(rule.id));
      return { ...rule, origin: 'built_in', override: row?.definition ?? null, pack, ...standing };
    }),
    ...custom.map(({ definition, managed_by_file, revision }): GovernedRule => {
      return { ...definition, origin: 'custom', override: null, pack: null, managed_by_file, revision };
    }),
  ];
}

export async function readRule(database: Queryable, id: string): Promise<GovernedRule | undefined> {
  return (await readRules(database)).find((rule) => rule.id === id);
}

function overridden({ id: _id, ...override }: RuleOverride, pack: Rule | undefined): Omit<RuleOverride, 'id'> {
  return Object.fromEntries(Object.entries(pack ?? {}).filter(([field]) => field in override));
}

/** The rule itself, without what is said about it. */
export function definitionOf(governed: GovernedRule): Rule {
  const {
    origin: _o,
    override: _over,
    pack: _pack,
    managed_by_file: _managed,
    revision: _revision,
    ...rule
  } = governed;
  return rule;
}
