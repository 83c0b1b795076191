import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEvent } from '../../src/audit/events.ts';
import { canonicalBytes } from '../../src/audit/integrity/chain.ts';
import { PostgresSink } from '../../src/audit/shipper/postgres-sink.ts';
import { projections } from '../../src/audit/shipper/projections/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { storedChain } from './chain.ts';
import { captured, MemoryJournal, open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { createShipper, createSink, shipAll, until } from './ship.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterEach(() => database.drop());

function watchfulSink(breaks: bigint[]): PostgresSink {
  const onBreak = (_journalId: string, sequence: bigint): void => void breaks.push(sequence);
  return new PostgresSink({ pool, projections, onRejected: () => undefined, onBreak });
}

function appendCalls(journal: MemoryJournal, count: number): void {
  for (let call = 0; call < count; call += 1) {
    const id = requestId();
    journal.append(open(openHead(id), part('request_received', `question ${call}`)), settle(settleHead(id)));
  }
}

test('the database holds every event byte for byte in one unbroken chain, however it came there', async () => {
  const journal = new MemoryJournal();
  for (let round = 0; round < 3; round += 1) {
    appendCalls(journal, round === 1 ? 1300 : 4);
    journal.append(open(openHead(requestId())));
    await shipAll(pool, journal);
  }
  const chain = await storedChain(pool, journal.id);
  expect(chain.breaks).toEqual([]);
  expect(chain.events.map(canonicalBytes)).toEqual(journal.events.map(canonicalBytes));
});

test('an event that the tables refuse is in the chain all the same', async () => {
  const journal = new MemoryJournal();
  const nonsense = { ...settleHead(requestId()), http_status: 'no number' as unknown as number };
  appendCalls(journal, 2);
  journal.append(settle(nonsense), open({ ...openHead(requestId()), request_id: 'req_nonsense' }));
  await shipAll(pool, journal);
  expect((await pool.query('select from rejected_events')).rowCount).toBe(2);
  const chain = await storedChain(pool, journal.id);
  expect(chain.breaks).toEqual([]);
  expect(chain.events).toHaveLength(6);
});

test('a call that waits for its settle is in the chain, with its content, before it has a row', async () => {
  const journal = new MemoryJournal();
  const id = requestId();
  journal.append(
    open(openHead(id), part('request_received', 'a')),
    captured({ request_id: id }, part('response_received', 'b')),
  );
  const shipper = createShipper(pool, journal, { holdMs: 600_000 });
  const running = shipper.run();
  await until(async () => (await pool.query('select from chain_blocks')).rowCount === 1);
  shipper.stop();
  await running;
  expect((await pool.query('select from payload_contents')).rowCount).toBe(2);
  expect((await pool.query('select from invocations')).rowCount).toBe(0);
  expect((await storedChain(pool, journal.id)).events).toHaveLength(2);
});

test('an event that was changed in the journal is told and shipped, and the break stays to be seen', async () => {
  const journal = new MemoryJournal();
  appendCalls(journal, 3);
  const changed = journal.events[2];
  if (changed?.kind !== 'open') throw new Error('the third event is an open');
  const head = { ...changed.head, user_agent: 'somebody else' };
  journal.events[2] = { ...changed, head, headBytes: Buffer.from(JSON.stringify(head)) };
  const breaks: bigint[] = [];
  await shipAll(pool, journal, { sink: watchfulSink(breaks) });

  expect(breaks).toEqual([4n]);
  expect((await pool.query('select from invocations')).rowCount).toBe(3);
  const chain = await storedChain(pool, journal.id);
  expect(chain.breaks).toEqual([4n]);
  expect(chain.events).toHaveLength(6);
});

test('a position that was moved on in the database is told: the events that it hides are missed', async () => {
  const journal = new MemoryJournal();
  appendCalls(journal, 1);
  await shipAll(pool, journal);
  appendCalls(journal, 2);
  await pool.query('update journals set shipped_sequence = 4, version = version + 1 where id = $1', [journal.id]);
  const breaks: bigint[] = [];
  await shipAll(pool, journal, { sink: watchfulSink(breaks) });

  expect(breaks).toEqual([5n]);
  expect((await storedChain(pool, journal.id)).breaks).toEqual([5n]);
});

test('events that the reader lost leave a gap between two blocks, which is no break of its own', async () => {
  const journal = new MemoryJournal();
  appendCalls(journal, 3);
  journal.events.splice(3, 1);
  const breaks: bigint[] = [];
  await shipAll(pool, journal, { sink: watchfulSink(breaks) });
  expect(breaks).toEqual([]);
  expect((await storedChain(pool, journal.id)).breaks).toEqual([5n]);
});

test('a stream of captured bytes is written in batches of a bounded size', async () => {
  const journal = new MemoryJournal();
  const id = requestId();
  journal.append(open(openHead(id)));
  const bytes = Buffer.alloc(64 * 1024, 'x');
  for (let chunk = 0; chunk < 40; chunk += 1)
    journal.append(captured({ request_id: id }, part('response_received', bytes)));
  const boxBytes = (events: readonly JournalEvent[]): number =>
    events.reduce((sum, { content }) => sum + (content?.box.length ?? 0), 0);
  const sink = createSink(pool);
  const written: number[] = [];
  await shipAll(pool, journal, {
    quietMs: 600_000,
    batchBytesMax: boxBytes(journal.events) / 4,
    openSource() {
      const source = journal.source();
      const next = source.next.bind(source);
      source.next = (_eventsMax, bytesMax, waitMs) => next(2, bytesMax, waitMs);
      return source;
    },
    sink: {
      position: (journalId, host) => sink.position(journalId, host),
      renewLease: (journalId) => sink.renewLease(journalId),
      async write(batch) {
        written.push(boxBytes(batch.events));
        await sink.write(batch);
      },
    },
  });
  expect(written.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...written)).toBeLessThan(boxBytes(journal.events) / 2);
});
