import { fieldOf, type FilePath, type FileProblem } from './file-problem.ts';
import { type GatewayFile, GatewayFileText } from './gateway-file.ts';
import { problemsOfReferences } from './problems-of-references.ts';
import { readRules } from './read-rules.ts';
import { type Place, readYaml } from './read-yaml.ts';
import { at, type Report, reportIssues } from './report-issues.ts';

export interface ParsedGatewayFile {
  readonly file: GatewayFile;
  readonly locate: (path: FilePath) => Place;
}

/**
 * Reads a `gateway.yaml` without touching anything else: no environment, no database. All that is wrong with it is told
 * at once, in the order of the lines.
 */
export function parseGatewayFile(text: string): ParsedGatewayFile | { readonly errors: readonly FileProblem[] } {
  const yaml = readYaml(text);
  if ('errors' in yaml) return yaml;
  if (yaml.value === null || yaml.value === undefined) {
    const message = 'the file is empty; write {} to remove everything that it managed';
    return { errors: [{ line: 1, column: 1, field: '', message }] };
  }
  const errors: FileProblem[] = [];
  const report = (path: FilePath, message: string): void => {
    errors.push({ ...yaml.locate(path), field: fieldOf(path), message });
  };
  reportUnstorable(yaml.value, [], report);
  const parsed = GatewayFileText.safeParse(yaml.value);
  if (!parsed.success) reportIssues(parsed.error, yaml.value, [], report);
  const rules = readRules(sectionOf(yaml.value, 'rules'), report);
  if (parsed.success) for (const { path, message } of problemsOfReferences(parsed.data)) report(path, message);
  if (errors.length > 0 || !parsed.success) {
    return { errors: errors.toSorted((a, b) => a.line - b.line || a.column - b.column) };
  }
  return { file: { ...parsed.data, rules }, locate: yaml.locate };
}

function sectionOf(value: unknown, name: string): readonly unknown[] {
  const section = at(value, [name]);
  return Array.isArray(section) ? section : [];
}

/** PostgreSQL stores no NUL, and no half of a surrogate pair. */
function reportUnstorable(value: unknown, path: FilePath, report: Report): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) report(path, 'holds a character that cannot be stored');
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => reportUnstorable(item, [...path, index], report));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      reportUnstorable(name, path, report);
      reportUnstorable(item, [...path, name], report);
    }
  }
}
