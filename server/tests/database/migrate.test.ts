import { expect, onTestFinished, test } from 'vitest';
import { checkMigrations, migrate } from '../../src/database/migrate.ts';
import { createEmptyDatabase, createTestDatabase } from '../support/database.ts';

test('an empty database is brought up to date once, by whoever comes first', async () => {
  const database = await createEmptyDatabase();
  onTestFinished(() => database.drop());
  const before = await checkMigrations(database.pool);
  expect(before.pending.length).toBeGreaterThan(0);

  const runs = await Promise.all([migrate(database.pool), migrate(database.pool), migrate(database.pool)]);

  expect(runs.flat()).toEqual(before.pending);
  expect(await checkMigrations(database.pool)).toEqual({ pending: [], changed: [] });
});

test('a test database is migrated', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  expect(await checkMigrations(database.pool)).toEqual({ pending: [], changed: [] });
});

test('a file that changed after it was applied is told and stops the migration', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const first = await database.pool.query<{ name: string }>(
    `update schema_migrations set sha256 = 'other' where number = (select min(number) from schema_migrations) returning name`,
  );
  const state = await checkMigrations(database.pool);
  expect(state.changed).toEqual([expect.stringContaining(first.rows[0]?.name ?? '?')]);
  await expect(migrate(database.pool)).rejects.toThrow(state.changed[0] ?? '?');
});
