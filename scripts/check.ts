/** `npm run check`: everything about the sources that needs no running gateway. Goes on after a failure; exit code 1. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const projectDir = path.dirname(import.meta.dirname);

const steps: readonly { name: string; entry: string; args: readonly string[] }[] = [
  { name: 'types', entry: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'types of the console', entry: 'typescript/bin/tsc', args: ['--noEmit', '--project', 'console'] },
  { name: 'lint', entry: 'oxlint/bin/oxlint', args: ['--deny-warnings'] },
  { name: 'format', entry: 'oxfmt/bin/oxfmt', args: ['--check', '.'] },
  { name: 'unused code and dependencies', entry: 'knip/bin/knip.js', args: ['--no-progress'] },
  {
    name: 'lint finds planted violations',
    entry: 'vitest/vitest.mjs',
    args: ['run', '--configLoader', 'native', '--config', 'vitest.tooling.config.ts'],
  },
];

const failed: string[] = [];
for (const { name, entry, args } of steps) {
  const startedAt = performance.now();
  const result = spawnSync(process.execPath, [path.join(projectDir, 'node_modules', entry), ...args], {
    cwd: projectDir,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const passed = result.status === 0;
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  if (!passed) {
    failed.push(name);
    process.stdout.write(`${result.stdout}${result.stderr}\n`);
  }
}
if (failed.length > 0) process.exitCode = 1;
