import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectDir = path.resolve(import.meta.dirname, '../../..');

/** What must be found: the file that is planted, and the rule that has to object to it. */
const violations: readonly { name: string; file: string; source: string; rule: string }[] = [
  {
    name: 'the contract imports only zod',
    file: 'contract/src/planted.ts',
    source: `import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'the contract knows neither side',
    file: 'contract/src/planted-side.ts',
    source: `import type { Rule } from '../../server/src/risk/planted-rule.ts';\nexport type Planted = Rule;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'platform knows no feature',
    file: 'server/src/platform/planted.ts',
    source: `import type { Rule } from '../risk/planted-rule.ts';\nexport type Planted = Rule;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'platform knows not even the contract',
    file: 'server/src/platform/planted-contract.ts',
    source: `import { roles } from '@tollgate/contract';\nexport const planted = roles;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'the database knows no feature',
    file: 'server/src/database/planted.ts',
    source: `import { rule } from '../risk/planted-rule.ts';\nexport const planted = rule;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'a feature imports another only for types',
    file: 'server/src/cost/planted.ts',
    source: `import { rule } from '../risk/planted-rule.ts';\nexport const planted = rule;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'a feature does not hide such an import in a re-export',
    file: 'server/src/identity/planted.ts',
    source: `export { rule } from '../risk/planted-rule.ts';\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'a feature does not hide such an import in a dynamic one, nor in a folder of its own',
    file: 'server/src/audit/deep/planted.ts',
    source: `export const planted = (): Promise<unknown> => import('../../risk/planted-rule.ts');\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'a feature does not know the journey, not even for types',
    file: 'server/src/catalog/planted.ts',
    source: `import type { Step } from '../journey/planted-step.ts';\nexport type Planted = Step;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'the journey does not know http',
    file: 'server/src/journey/planted.ts',
    source: `import { listener } from '../http/planted-listener.ts';\nexport const planted = listener;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'http does not know the composition root',
    file: 'server/src/http/planted.ts',
    source: `import { app } from '../app.ts';\nexport const planted = app;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'only http knows the web framework',
    file: 'server/src/risk/planted-framework.ts',
    source: `import { fastify } from 'fastify';\nexport const planted = fastify;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'sources import no tests',
    file: 'server/src/providers/planted.ts',
    source: `import { support } from '#support/planted.ts';\nexport const planted = support;\n`,
    rule: 'no-restricted-imports',
  },
  {
    name: 'no modules import each other in a circle',
    file: 'server/src/administration/planted-circle.ts',
    source: `import { back } from './planted-back.ts';\nexport const circle = (): unknown => back;\n`,
    rule: 'no-cycle',
  },
  {
    name: 'no promise is left floating (rules that need types are on)',
    file: 'server/src/platform/planted-floating.ts',
    source: `export function planted(work: () => Promise<void>): void {\n  work();\n}\n`,
    rule: 'no-floating-promises',
  },
  {
    name: 'nothing is any',
    file: 'server/src/platform/planted-any.ts',
    source: `export const planted = (value: any): unknown => value;\n`,
    rule: 'no-explicit-any',
  },
];

/** What the violations import, and what is right and must pass. */
const lawful: readonly { file: string; source: string }[] = [
  { file: 'server/src/risk/planted-rule.ts', source: `export const rule = 1;\nexport type Rule = number;\n` },
  { file: 'server/src/journey/planted-step.ts', source: `export type Step = number;\n` },
  { file: 'server/src/http/planted-listener.ts', source: `export const listener = 1;\n` },
  {
    file: 'server/src/administration/planted-back.ts',
    source: `import { circle } from './planted-circle.ts';\nexport const back = (): unknown => circle;\n`,
  },
  {
    file: 'server/src/cost/planted-lawful.ts',
    source: `import type { Rule } from '../risk/planted-rule.ts';\nimport { roles } from '@tollgate/contract';\nexport const planted = (rule: Rule): unknown => [rule, roles];\n`,
  },
  {
    file: 'server/src/journey/planted-lawful.ts',
    source: `import { rule } from '../risk/planted-rule.ts';\nexport const planted = rule;\n`,
  },
];

describe('lint in a copy of the sources with planted violations', () => {
  let copyDir: string;
  let findings: ReadonlySet<string>;

  beforeAll(() => {
    copyDir = mkdtempSync(path.join(tmpdir(), 'tollgate-lint-'));
    for (const item of [
      '.oxlintrc.json',
      'package.json',
      'tsconfig.json',
      'contract',
      'server/src',
      'server/package.json',
    ]) {
      cpSync(path.join(projectDir, item), path.join(copyDir, item), { recursive: true });
    }
    symlinkSync(path.join(projectDir, 'node_modules'), path.join(copyDir, 'node_modules'));
    for (const { file, source } of [...violations, ...lawful]) {
      mkdirSync(path.dirname(path.join(copyDir, file)), { recursive: true });
      writeFileSync(path.join(copyDir, file), source);
    }
    findings = lint(copyDir);
  });

  afterAll(() => rmSync(copyDir, { recursive: true, force: true }));

  it.each(violations)('$name', ({ file, rule }) => {
    expect([...findings].filter((finding) => finding.startsWith(`${file} `))).toContain(`${file} ${rule}`);
  });

  it('objects to nothing that the direction allows', () => {
    const files = lawful.map(({ file }) => file).filter((file) => !file.endsWith('planted-back.ts'));
    expect([...findings].filter((finding) => files.some((file) => finding.startsWith(`${file} `)))).toEqual([]);
  });
});

/** @returns `file rule` of every finding in the folder's sources */
function lint(folder: string): ReadonlySet<string> {
  const result = spawnSync(
    process.execPath,
    [path.join(projectDir, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', 'contract', 'server'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(result.stdout) as { diagnostics: { code?: string; filename: string }[] };
  return new Set(
    report.diagnostics.map(({ code, filename }) => `${filename} ${/\((.*)\)/.exec(code ?? '')?.[1] ?? code}`),
  );
}
