import { expect, it } from 'vitest';
import { createPool } from '../../src/database/pool.ts';
import { createTestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

it('a connection that breaks in somebody’s hands fails the next statement, and nothing else', async () => {
  const database = await createTestDatabase();
  const pool = createPool(database.url, { max: 1, applicationName: 'tollgate test' });
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  let hasEnded = false;
  client.once('end', () => (hasEnded = true));
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await until(() => hasEnded);
  await expect(client.query('select 1')).rejects.toThrow();
  client.release();
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await database.drop();
});
