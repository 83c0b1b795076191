import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ensurePartitions } from '../../src/audit/partitions.queries.ts';
import { dumpSchema } from '../../src/database/schema-dump.ts';
import { createTestDatabase } from '../support/database.ts';

test('schema.sql is what the migrations make, whatever months there are', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const committed = await readFile(new URL('../../src/database/schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema(database.pool)).toBe(committed);

  await ensurePartitions(database.pool, new Date());
  expect(await dumpSchema(database.pool)).toBe(committed);

  await database.pool.query('alter table invocations add column surplus text');
  expect(await dumpSchema(database.pool)).not.toBe(committed);
});
