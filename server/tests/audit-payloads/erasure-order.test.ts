import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { ManyLives } from './many-lives.ts';

/** Orders of events in which an erasure could miss something; `erasure-matrix.proof.test.ts` tries any. */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const call = (userId: string) => ({
  userId,
  sessionId: 'ses_1',
  week: 0,
  atMs: Date.now() - 60_000,
  texts: [JSON.stringify({ role: 'user', content: 'a text '.repeat(100) })],
  fails: false,
});

async function left(lives: ManyLives): Promise<{ contents: number; undone: number }> {
  const contents = await database.pool.query('select from payload_contents where request_id = any($1)', [
    lives.sent.map(({ id }) => id),
  ]);
  const undone = await database.pool.query('select from erasures where id = any($1) and done_at is null', [
    lives.erasures.map(({ id }) => id),
  ]);
  return { contents: contents.rowCount ?? -1, undone: undone.rowCount ?? -1 };
}

test('a call whose row is still held back is erased no less', async () => {
  const lives = new ManyLives(database.pool);
  lives.send(call('usr_held'));
  await lives.ship(false);
  await lives.erase({ kind: 'user', id: 'usr_held', userId: 'usr_held' });
  for (let round = 0; round < 2; round++) {
    await lives.erasingRound();
    await lives.ship(false);
  }
  await lives.erasingRound();
  // It never gets an answer, which would have the erasure carried out again.
  await lives.kill(false);
  await lives.end();
  expect(await left(lives)).toEqual({ contents: 0, undone: 0 });
});

test('what a machine that was given up brings home later is destroyed then', async () => {
  const lives = new ManyLives(database.pool);
  lives.send(call('usr_late'));
  lives.settle();
  await lives.kill(true);
  await lives.erase({ kind: 'user', id: 'usr_late', userId: 'usr_late' });
  for (let round = 0; round < 2; round++) {
    await lives.erasingRound();
    await lives.ship(true);
  }
  await lives.erasingRound();
  expect(await left(lives)).toEqual({ contents: 0, undone: 0 });
  await lives.adopt();
  await lives.end();
  expect(await left(lives)).toEqual({ contents: 0, undone: 0 });
});
