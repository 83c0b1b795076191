import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { startRetention } from '../../src/audit/retention/start-retention.ts';
import { readPayload } from '../../src/audit/search/payloads.queries.ts';
import { MemoryJournal } from '../audit-shipper/events.ts';
import { shipAll, silent } from '../audit-shipper/ship.ts';
import { isShort, seed } from '../proofs/time-box.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { opener } from '../support/vault.ts';
import { answerOf, ManyLives, type Sent } from './many-lives.ts';

/**
 * Erase × send again × the end of a week × kill, in any order: no body is ever made of content that is not there, what
 * was erased is erased whole, and nothing else is.
 */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const dayMs = 86_400_000;
/** A Monday some weeks ago: the calls come in the week before it, and in the one that it begins. */
const monday = new Date(Date.now() - 30 * dayMs);
monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
monday.setUTCHours(0, 0, 0, 0);
const turnMs = monday.getTime();

const users = ['ada', 'bob'];
const sessions = ['one', 'two'];
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      user: fc.constantFrom(...users),
      session: fc.constantFrom(...sessions),
      week: fc.nat(1),
      texts: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
      fails: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ship' as const), all: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), isGivenUp: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('adopt' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('erase' as const),
      kind: fc.constantFrom('invocation' as const, 'session' as const, 'user' as const),
      user: fc.constantFrom(...users),
      session: fc.constantFrom(...sessions),
      call: fc.nat(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('round' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retain' as const) }) },
);

let runs = 0;

async function live(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): Promise<void> {
  const { pool } = database;
  const run = ++runs;
  const own = (name: string): string => `${name}-${run}`;
  for (const table of ['payload_contents', 'payload_signatures']) {
    for (const ms of [turnMs - 1, turnMs])
      await pool.query(`select ensure_partition($1, 'week', $2)`, [table, new Date(ms)]);
  }
  const lives = new ManyLives(pool);
  let isWeekDropped = false;
  let clock = 0;
  for (const one of steps) {
    if (one.do === 'send') {
      const atMs = turnMs - (one.week === 0 ? 3_600_000 : 0) + ++clock;
      // What retention took does not come again.
      if (one.week === 0 && isWeekDropped) continue;
      const texts = one.texts.map((number) => JSON.stringify({ role: 'user', content: `text ${number} `.repeat(90) }));
      lives.send({ ...one, userId: own(one.user), sessionId: own(one.session), atMs, texts });
    } else if (one.do === 'settle') lives.settle();
    else if (one.do === 'ship') await lives.ship(one.all);
    else if (one.do === 'kill') await lives.kill(one.isGivenUp);
    else if (one.do === 'adopt') await lives.adopt();
    else if (one.do === 'round') await lives.erasingRound();
    else if (one.do === 'retain') {
      await dropFirstWeek();
      isWeekDropped = true;
    } else {
      const call = lives.sent[one.call % Math.max(1, lives.sent.length)];
      const userId = own(one.user);
      if (one.kind === 'user') await lives.erase({ kind: 'user', id: userId, userId });
      else if (one.kind === 'session') await lives.erase({ kind: 'session', id: own(one.session), userId });
      else if (call) await lives.erase({ kind: 'invocation', id: call.id, userId: call.userId });
      await expectUnreadable(lives);
    }
  }
  await lives.end();
  // What came late goes with the next round.
  if (isWeekDropped) await dropFirstWeek();
  for (const call of lives.sent) await expectWhole(lives, call, isWeekDropped && call.week === 0);
  await expectDestroyed(lives);
}

async function dropFirstWeek(): Promise<void> {
  const journal = new MemoryJournal();
  const retention = startRetention({
    periods: { payloadDays: 5, metadataDays: null },
    pool: database.pool,
    journal: { append: async (events) => journal.append(...events) },
    opener,
    log: silent,
    now: () => new Date(turnMs + 6 * dayMs),
  });
  await retention.stop();
  expect(retention.notices()).toEqual([]);
  await shipAll(database.pool, journal);
  await database.pool.query(`update journals set state = 'closed' where id = $1`, [journal.id]);
}

/** What is being erased is not read, whatever of it is there still. */
async function expectUnreadable(lives: ManyLives): Promise<void> {
  for (const call of lives.sent) {
    if (!lives.isErased(call)) continue;
    for (const name of ['request-received', 'response-received'] as const) {
      const { kind } = await readPayload(database.pool, opener, call.id, name);
      // Whose call it is, is known when its row is there: before, nobody can ask for it.
      expect(['erased', 'none']).toContain(kind);
    }
  }
}

async function expectWhole(lives: ManyLives, call: Sent, isDropped: boolean): Promise<void> {
  const madeOf = await lives.madeOf(call);
  const others = new Set(
    madeOf.map(({ userId, week, epoch, journalId }) => [userId, week, epoch, journalId].join(' ')),
  );
  expect(others.size).toBe(1);
  const request = await readPayload(database.pool, opener, call.id, 'request-received');
  const response = await readPayload(database.pool, opener, call.id, 'response-received');
  if (isDropped) {
    // What fell to both is told by either.
    for (const { kind } of [request, response]) expect(['erased', 'expired']).toContain(kind);
    return;
  }
  if (madeOf.some((other) => lives.isErased(other))) expect(request.kind).toBe('erased');
  else expect(request).toEqual({ kind: 'found', bytes: call.body });
  if (lives.isErased(call)) expect(response.kind).toBe('erased');
  else if (call.state === 'interrupted') expect(response.kind).toBe('none');
  else expect(response).toEqual({ kind: 'found', bytes: Buffer.from(answerOf(call.id)) });
}

async function expectDestroyed(lives: ManyLives): Promise<void> {
  const erased = lives.sent.filter((call) => lives.isErased(call)).map(({ id }) => id);
  const left = await database.pool.query('select from payload_contents where request_id = any($1)', [erased]);
  expect(left.rowCount).toBe(0);
  const undone = await database.pool.query('select from erasures where id = any($1) and done_at is null', [
    lives.erasures.map(({ id }) => id),
  ]);
  expect(undone.rowCount).toBe(0);
}

test('whatever is sent, erased, dropped and killed in whatever order, no body dangles and no erased one is left', async () => {
  console.log(`seed ${seed}`);
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), live), {
    numRuns: isShort ? 10 : 200,
    seed,
    endOnFailure: true,
  });
  const report = await verifyRecord(databaseSource(database.pool, opener), { publicKey: null, checkpoints: [] });
  expect(report.findings).toEqual([]);
});
