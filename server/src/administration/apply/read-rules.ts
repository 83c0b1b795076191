import { Rule, RuleId, RuleOverride } from '@tollgate/contract';
import { z } from 'zod';
import { compileRules } from '../../risk/compile.ts';
import { anySets } from '../../risk/fingerprints/fingerprint-set.ts';
import { freeRules } from '../../risk/free-rules.ts';
import { InvalidRule } from '../../risk/invalid-rule.ts';
import { loadBuiltInRules } from '../../risk/packs.ts';
import { type KeywordTable, readKeywordTable } from '../rules/import/keyword-table.ts';
import type { GatewayFile } from './gateway-file.ts';
import { type Report, reportIssues } from './report-issues.ts';

const WithTable = z.looseObject({ keywords_csv: z.string() });
const Named = z.looseObject({ id: RuleId });

/**
 * Tells what is changed on built-in rules from whole rules of the company's own, and compiles the latter. A whole rule
 * (it has a `kind`) with the id of a built-in one stands in its place: a release that brings a rule of that id must not
 * break a file that had it first.
 */
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
    if (builtIn.has(id) && !('kind' in named.data)) readOverride(entry, index);
    else readCustom(entry, index);
  });
  return { overrides, custom };

  function readOverride(entry: unknown, index: number): void {
    const parsed = RuleOverride.safeParse(entry);
    if (parsed.success) {
      overrides.push(parsed.data);
      return;
    }
    report(['rules', index], `this rule is built in; without a kind, only ${changeable} can be changed on it`);
    reportIssues(parsed.error, entry, ['rules', index], report);
  }

  function readCustom(written: unknown, index: number): void {
    const entry = withTable(written, (message) => report(['rules', index, 'keywords_csv'], message));
    const parsed = Rule.safeParse(entry);
    if (!parsed.success) return reportIssues(parsed.error, entry, ['rules', index], report);
    reportUncompilable(parsed.data, index, report);
    custom.push(parsed.data);
  }
}

/** `keywords_csv` is a table of keywords as text, in the place of `keywords`. */
function withTable(entry: unknown, report: (message: string) => void): unknown {
  const written = WithTable.safeParse(entry).data;
  if (written === undefined) return entry;
  const { keywords_csv, ...rule } = written;
  if ('keywords' in rule) report('gives keywords, which `keywords` gives already');
  const table = readKeywordTable(keywords_csv);
  if (!('problems' in table)) return { ...rule, ...definedOnly(table) };
  for (const { row, message } of table.problems) report(`row ${row} ${message}`);
  return { ...rule, keywords: ['none'] };
}

function definedOnly({ keywords, keywords_in_case }: KeywordTable): Partial<Rule> {
  return { keywords: [...keywords], ...(keywords_in_case.length > 0 && { keywords_in_case: [...keywords_in_case] }) };
}

const changeable = Object.keys(RuleOverride.shape)
  .filter((field) => field !== 'id')
  .join(', ');

function reportUncompilable(rule: Rule, index: number, report: Report): void {
  try {
    const custom = [{ ...rule, is_enabled: true }];
    freeRules(compileRules({ builtIn: [], overrides: [], custom, fingerprints: anySets }));
  } catch (error) {
    if (!(error instanceof InvalidRule)) throw error;
    report(['rules', index, error.field], error.told);
  }
}
