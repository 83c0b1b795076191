import { Rule, RuleId, RuleOverride } from '@tollgate/contract';
import { z } from 'zod';
import { compileRules } from '../../risk/compile.ts';
import { InvalidRule } from '../../risk/invalid-rule.ts';
import { loadBuiltInRules } from '../../risk/packs.ts';
import type { GatewayFile } from './gateway-file.ts';
import { type Report, reportIssues } from './report-issues.ts';

const Named = z.looseObject({ id: RuleId });
const notYet = 'this version of Tollgate does not have sticky sessions yet';

/** Tells changes of built-in rules from rules of the company's own by the id, and compiles the latter. */
export function readRules(entries: readonly unknown[], report: Report): GatewayFile['rules'] {
  const builtIn = new Set(loadBuiltInRules().map((rule) => rule.id));
  const seen = new Set<string>();
  const overrides: RuleOverride[] = [];
  const custom: Rule[] = [];
  entries.forEach((entry, index) => {
    const named = Named.safeParse(entry);
    if (!named.success) return reportIssues(named.error, entry, ['rules', index], report);
    const { id } = named.data;
    if (seen.has(id)) report(['rules', index, 'id'], 'this rule is there twice');
    seen.add(id);
    const parsed = builtIn.has(id) ? RuleOverride.safeParse(entry) : Rule.safeParse(entry);
    if (!parsed.success) {
      if (builtIn.has(id)) report(['rules', index], `${id} is a built-in rule; only ${changeable} can be changed on it`);
      return reportIssues(parsed.error, entry, ['rules', index], report);
    }
    if (builtIn.has(id)) {
      overrides.push(parsed.data);
      return;
    }
    const rule = parsed.data as Rule;
    if (rule.sticky !== undefined && rule.sticky !== 'none') report(['rules', index, 'sticky'], notYet);
    reportUncompilable(rule, index, report);
    custom.push(rule);
  });
  return { overrides, custom };
}

const changeable = Object.keys(RuleOverride.shape)
  .filter((field) => field !== 'id')
  .join(', ');

function reportUncompilable(rule: Rule, index: number, report: Report): void {
  try {
    compileRules({ builtIn: [], overrides: [], custom: [{ ...rule, is_enabled: true }] });
  } catch (error) {
    if (!(error instanceof InvalidRule)) throw error;
    report(
      ['rules', index, error.field],
      error.position === null ? error.reason : `${error.reason} (at character ${error.position})`,
    );
  }
}
