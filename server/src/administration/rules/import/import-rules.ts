import { setImmediate } from 'node:timers/promises';
import type { admin, Rule, RuleOverride } from '@tollgate/contract';
import type pg from 'pg';
import {
  selectCustomRules,
  selectRuleOverrides,
  type StoredDefinition,
  upsertCustomRule,
  upsertRuleOverride,
} from '../../../catalog/rules.queries.ts';
import type { Queryable } from '../../../database/queryable.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { InvalidRule } from '../../../risk/invalid-rule.ts';
import { validateRule } from '../../../risk/validate-rule.ts';
import type { Actor } from '../../actor.ts';
import type { FileProblem } from '../../apply/file-problem.ts';
import { assertAdministrator } from '../../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../../change-policy.ts';
import { AdministrationRefusal } from '../../refusal.ts';
import type { RulesFile } from './read-rules-file.ts';

type Definition = Rule | RuleOverride;

/** One rule of a file beside what is there. */
interface PlannedRule {
  readonly definition: Definition;
  readonly before: StoredDefinition<Definition> | undefined;
  readonly action: 'create' | 'change' | 'none';
  readonly write: (transaction: Queryable) => Promise<void>;
}

/**
 * What an import of these rules would do. Rules that are in no file stay as they are. Rules that change are checked as if
 * each were saved by itself; calls are answered in between.
 */
export async function previewImport(database: Queryable, file: RulesFile): Promise<admin.RuleImport> {
  const plan = await planOf(database, file);
  return resultOf('preview', file, plan, await problemsOf(file, plan));
}

/**
 * Imports all of the rules or none, as one change of policy.
 * @throws AdministrationRefusal with a problem for each field that is wrong
 */
export async function applyImport(pool: pg.Pool, actor: Actor, file: RulesFile): Promise<admin.RuleImport> {
  assertAdministrator(actor);
  const problems = await problemsOf(file, await planOf(pool, file));
  if (problems.length > 0) throw refusalOf(problems);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const plan = await planOf(transaction, file);
    const managed = managedProblems(file, plan);
    if (managed.length > 0) throw refusalOf(managed);
    for (const rule of plan) await writeRule(transaction, rule, log);
    return resultOf('apply', file, plan, []);
  });
  return result;
}

async function writeRule(transaction: Queryable, rule: PlannedRule, log: (entry: LogEntry) => void): Promise<void> {
  if (rule.action === 'none') return;
  await rule.write(transaction);
  const target = { kind: 'rule', id: rule.definition.id };
  log({ action: 'rule.import', target, before: rule.before?.definition ?? null, after: rule.definition });
}

async function planOf(database: Queryable, file: RulesFile): Promise<PlannedRule[]> {
  const custom = byId(await selectCustomRules(database));
  const overrides = byId(await selectRuleOverrides(database));
  return [
    ...file.custom.map((rule) => planned(rule, custom.get(rule.id), (to) => upsertCustomRule(to, rule, false))),
    ...file.overrides.map((one) => planned(one, overrides.get(one.id), (to) => upsertRuleOverride(to, one, false))),
  ];
}

function byId<T extends Definition>(rows: readonly StoredDefinition<T>[]): ReadonlyMap<string, StoredDefinition<T>> {
  return new Map(rows.map((row) => [row.id, row]));
}

function planned(
  definition: Definition,
  before: StoredDefinition<Definition> | undefined,
  write: PlannedRule['write'],
): PlannedRule {
  const isSame = before !== undefined && canonicalJson(before.definition) === canonicalJson(definition);
  return { definition, before, action: isSame ? 'none' : before === undefined ? 'create' : 'change', write };
}

/** The built-in patterns take none of this: their overrides cannot break them. */
async function problemsOf(file: RulesFile, plan: readonly PlannedRule[]): Promise<FileProblem[]> {
  const problems = [...file.problems, ...managedProblems(file, plan)];
  const known = new Set(file.problems.map(({ field }) => /^rules\[\d+\]/.exec(field)?.[0]));
  for (const { definition, action } of plan) {
    if (action === 'none' || !('kind' in definition)) continue;
    await setImmediate();
    try {
      validateRule(definition);
    } catch (error) {
      if (!(error instanceof InvalidRule)) throw error;
      const problem = file.problem(definition.id, error.field, error.told);
      // What does not compile was said when the file was read.
      if (!known.has(/^rules\[\d+\]/.exec(problem.field)?.[0])) problems.push(problem);
    }
  }
  return problems;
}

function managedProblems(file: RulesFile, plan: readonly PlannedRule[]): FileProblem[] {
  return plan
    .filter(({ before, action }) => action === 'change' && before?.managed_by_file === true)
    .map(({ definition }) => file.problem(definition.id, '', 'this rule is managed by the configuration file'));
}

function resultOf(
  mode: admin.RuleImport['mode'],
  { skipped, notes }: RulesFile,
  plan: readonly PlannedRule[],
  problems: readonly FileProblem[],
): admin.RuleImport {
  return {
    mode,
    is_applied: mode === 'apply',
    rules: plan.map(({ definition, action }) => ({ id: definition.id, action })),
    problems: problems.map((problem) => ({ ...problem })),
    skipped: skipped.map((note) => ({ ...note })),
    notes: notes.map((note) => ({ ...note })),
  };
}

function refusalOf(problems: readonly FileProblem[]): AdministrationRefusal {
  const told = problems.map(({ field, message, line, column }) => ({
    field,
    message: `${message} (line ${line}, column ${column})`,
  }));
  return new AdministrationRefusal('invalid', 'None of the rules was imported.', told);
}
