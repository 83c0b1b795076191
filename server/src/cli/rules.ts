import { readFile, writeFile } from 'node:fs/promises';
import { admin } from '@tollgate/contract';
import { exportRules } from '../administration/rules/import/export-rules.ts';
import { applyImport, previewImport } from '../administration/rules/import/import-rules.ts';
import { readGitleaksRules, readYamlRules } from '../administration/rules/import/read-rules-file.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate rules export`: the company's own rules and what is changed on built-in ones, as YAML. */
export async function exportRulesCommand(options: { out?: string }): Promise<void> {
  const text = await withDatabase(true, (pool) => exportRules(pool));
  if (options.out === undefined) process.stdout.write(text);
  else await writeFile(options.out, text);
}

export interface ImportOptions {
  readonly format?: string;
  readonly action?: string;
  readonly severity?: string;
  readonly preview?: true;
}

/** `tollgate rules import FILE`: all of its rules or none. Exit code 1 when something is wrong with one. */
export async function importRulesCommand(path: string, { preview, ...given }: ImportOptions): Promise<void> {
  const text = await readFile(path, 'utf8');
  const { format, action, severity } = admin.RuleImportQuery.parse({ format: formatOf(path), ...given });
  const file = format === 'gitleaks' ? readGitleaksRules(text, { action, severity }) : readYamlRules(text);
  await withDatabase(true, async (pool) => {
    const looked = await previewImport(pool, file);
    tell(path, looked);
    if (looked.problems.length > 0) process.exitCode = 1;
    else if (!preview) {
      await applyImport(pool, { kind: 'command' }, file);
      process.stdout.write('imported\n');
    }
  });
}

function formatOf(path: string): 'gitleaks' | 'yaml' {
  return path.endsWith('.toml') ? 'gitleaks' : 'yaml';
}

function tell(path: string, { rules, problems, skipped, notes }: admin.RuleImport): void {
  const lines = [
    ...rules.map(({ id, action }) => `${action === 'none' ? 'unchanged' : action} ${id}`),
    ...skipped.map(({ rule, message }) => `skipped ${rule}: ${message}`),
    ...notes.map(({ rule, message }) => `note ${rule === '' ? path : rule}: ${message}`),
    ...problems.map(({ field, message, line, column }) => `${path}:${line}:${column} ${field}: ${message}`),
  ];
  for (const line of lines) process.stdout.write(`${line}\n`);
}
