import { checkMigrations, migrate } from '../database/migrate.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate migrate`: applies what is pending; with `--check` only says whether anything is. */
export async function migrateCommand(options: { check?: boolean }): Promise<void> {
  await withDatabase(false, async (pool) => {
    if (options.check !== true) {
      const applied = await migrate(pool);
      process.stdout.write(applied.length === 0 ? 'The schema is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
      return;
    }
    const { pending, changed } = await checkMigrations(pool);
    for (const name of pending) process.stdout.write(`pending: ${name}\n`);
    for (const name of changed) process.stdout.write(`changed since it was applied: ${name}\n`);
    if (pending.length + changed.length > 0) process.exitCode = 1;
    else process.stdout.write('The schema is up to date.\n');
  });
}
