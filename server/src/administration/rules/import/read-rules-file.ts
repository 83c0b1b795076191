import type { Rule, RuleOverride } from '@tollgate/contract';
import { type FilePath, type FileProblem, fieldOf } from '../../apply/file-problem.ts';
import { readRules } from '../../apply/read-rules.ts';
import { readYaml } from '../../apply/read-yaml.ts';
import { at } from '../../apply/report-issues.ts';
import { type GitleaksDefaults, NoGitleaksFile, readGitleaks, type RuleNote } from './gitleaks.ts';

/** What a file of rules says, as far as it could be read. */
export interface RulesFile {
  readonly custom: readonly Rule[];
  readonly overrides: readonly RuleOverride[];
  readonly problems: readonly FileProblem[];
  readonly skipped: readonly RuleNote[];
  readonly notes: readonly RuleNote[];
  /** Where something of a rule stands in the file, for problems that are found later. */
  readonly problem: (id: string, field: string, message: string) => FileProblem;
}

/** The `rules` of a gateway.yaml, or a list of such rules. */
export function readYamlRules(text: string): RulesFile {
  const yaml = readYaml(text);
  if ('errors' in yaml) return nothing(yaml.errors);
  const isList = Array.isArray(yaml.value);
  const entries = isList ? yaml.value : at(yaml.value, ['rules']);
  if (!Array.isArray(entries)) return nothing([problemAt('rules', 'must be a list of rules')]);
  const problems: FileProblem[] = [];
  const locate = (path: FilePath) => yaml.locate(isList ? path.slice(1) : path);
  const problemOf = (path: FilePath, message: string): FileProblem => ({
    ...locate(path),
    field: fieldOf(path),
    message,
  });
  const { custom, overrides } = readRules(entries, (path, message) => problems.push(problemOf(path, message)));
  const indexOf = (id: string): number => entries.findIndex((entry) => at(entry, ['id']) === id);
  return {
    custom,
    overrides,
    problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
    skipped: [],
    notes: [],
    problem: (id, field, message) => problemOf(['rules', indexOf(id), ...pathOf(field)], message),
  };
}

export function readGitleaksRules(text: string, defaults: GitleaksDefaults): RulesFile {
  try {
    const { rules, skipped, notes } = readGitleaks(text, defaults);
    return { custom: rules, overrides: [], problems: [], skipped, notes, problem: plainProblem };
  } catch (error) {
    if (!(error instanceof NoGitleaksFile)) throw error;
    return nothing([problemAt('', error.message)]);
  }
}

/** `examples.match[0]` as the steps of a path. */
function pathOf(field: string): FilePath {
  return [...field.matchAll(/(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function nothing(problems: readonly FileProblem[]): RulesFile {
  return { custom: [], overrides: [], problems, skipped: [], notes: [], problem: plainProblem };
}

function plainProblem(id: string, field: string, message: string): FileProblem {
  return problemAt(field === '' ? id : `${id}.${field}`, message);
}

function problemAt(field: string, message: string): FileProblem {
  return { line: 1, column: 1, field, message };
}
