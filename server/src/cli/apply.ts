import { readFile } from 'node:fs/promises';
import { applyGatewayFile } from '../administration/apply/apply-gateway-file.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate apply FILE`: all of the file or nothing; removals are listed before they happen. */
export async function apply(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  await withDatabase(true, async (pool, { reportTimeZone }) => {
    const applied = await applyGatewayFile(pool, {
      text,
      path,
      env: process.env,
      actor: { kind: 'file', path },
      reportTimeZone,
      announce(changes) {
        for (const { action, kind, name } of changes) process.stdout.write(`${action} ${kind} ${name}\n`);
      },
    });
    for (const note of applied.notes) process.stdout.write(`note: ${note}\n`);
    const what = applied.changes.length === 0 ? 'Nothing to change' : `${applied.changes.length} changes`;
    process.stdout.write(`${what}; policy version ${applied.version} is in force.\n`);
  });
}
