import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { until } from '#support/until.ts';
import type { EventDraft } from '../../src/audit/events.ts';
import { type DatabaseJournalOptions, openDatabaseJournal } from '../../src/audit/journal/database-journal.ts';
import { type ChainedJournal, JournalUnavailable, type Room } from '../../src/audit/journal/journal.ts';
import { projections } from '../../src/audit/shipper/projections/index.ts';
import { storedChain } from '../audit-shipper/chain.ts';
import { captured, open, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type DatabaseRelay, relayTo } from '../support/database-relay.ts';
import { silent, temporaryFolder } from './open-test-journal.ts';

let database: TestDatabase;
let relay: DatabaseRelay;

beforeAll(async () => {
  database = await createTestDatabase();
  relay = await relayTo(database.url);
});
afterAll(async () => {
  await relay.cut();
  await database.drop();
});

/** The statement as it is on the wire. */
const commit = 'commit\0';

async function openJournal(options: Partial<DatabaseJournalOptions> = {}): Promise<ChainedJournal> {
  const journal = await openDatabaseJournal({
    root: await temporaryFolder(),
    databaseUrl: relay.url,
    projections,
    bytesMax: 1024 * 1024,
    log: silent,
    first: [begin],
    onRejected: () => undefined,
    retryMs: { first: 5, max: 50 },
    ...options,
  });
  onTestFinished(() => journal.close());
  return journal;
}

const begin: EventDraft = {
  kind: 'begin',
  head: { at: '2026-01-01T00:00:00.000Z', version: '1', heads: [] },
  content: null,
};

function roomOf(journal: ChainedJournal): Room {
  const room = journal.reserve(10_000);
  if (room === null) throw new Error(journal.state.reason ?? 'no room');
  return room;
}

const opened = (id: string): EventDraft => open(openHead(id), part('request_received', `Hello from ${id}`));
const settled = (id: string): EventDraft => settle(settleHead(id), part('response_received', `Hello to ${id}`));

interface Found {
  status: string;
  error_code: string | null;
  contents: string[] | null;
  corrections: number;
}

async function found(id: string): Promise<Found | undefined> {
  const { rows } = await database.pool.query<Found>(
    `select status, error_code,
       (select array_agg(kind order by sequence) from payload_contents c where c.request_id = i.request_id) as contents,
       (select count(*)::int from corrections c where c.request_id = i.request_id) as corrections
     from invocations i where request_id = $1`,
    [id],
  );
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows[0];
}

const completed = { status: 'completed', error_code: null, contents: ['open', 'settle'], corrections: 0 };

async function expectWholeChain(journal: ChainedJournal, events: number): Promise<void> {
  const chain = await storedChain(database.pool, journal.id);
  expect(chain.breaks).toEqual([]);
  expect(chain.events).toHaveLength(events);
  expect(journal.head).toEqual({ sequence: BigInt(events), hash: chain.hash });
}

async function outcomeOf(appended: Promise<void>): Promise<string> {
  return appended.then(
    () => 'durable',
    (error: unknown) => (error instanceof JournalUnavailable ? 'refused' : 'failed otherwise'),
  );
}

test('an append resolves when its events are in the database, in a chain that begins with what it was given', async () => {
  const journal = await openJournal();
  const id = requestId();
  await journal.append([opened(id)]);
  expect(await found(id)).toEqual({ ...completed, status: 'open', contents: ['open'] });
  await journal.append([captured({ request_id: id }, part('response_received', 'Hel')), settled(id)]);
  expect(await found(id)).toEqual({ ...completed, contents: ['open', 'captured', 'settle'] });
  await expectWholeChain(journal, 4);
  const [first] = (await storedChain(database.pool, journal.id)).events;
  expect(first?.kind).toBe('begin');
});

test('appends of concurrent calls share commits', async () => {
  const journal = await openJournal();
  const ids = Array.from({ length: 100 }, () => requestId());
  await Promise.all(ids.map((id) => journal.append([opened(id)])));
  const { rows } = await database.pool.query<{ version: string }>('select version from journals where id = $1', [
    journal.id,
  ]);
  expect(Number(rows[0]?.version)).toBeLessThanOrEqual(4);
  await expectWholeChain(journal, 101);
});

test('a head that is changed after its append is in the record as it was', async () => {
  const journal = await openJournal();
  const id = requestId();
  const head = { ...openHead(id) };
  const appended = journal.append([open(head)]);
  Object.assign(head, { endpoint: 'changed' });
  await appended;
  const { rows } = await database.pool.query('select endpoint from invocations where request_id = $1', [id]);
  expect(rows).toEqual([{ endpoint: 'chat.completions' }]);
});

test('while the database is away no call is let in, and those let in before wait for their end', async () => {
  const journal = await openJournal({ patienceMs: 100 });
  const [running, refused] = [requestId(), requestId()];
  const room = roomOf(journal);
  await journal.append([opened(running)], room);
  await relay.cut();

  const settling = outcomeOf(journal.append([settled(running)], room));
  expect(await outcomeOf(journal.append([opened(refused)]))).toBe('refused');
  await until(() => !journal.state.writable);
  expect(journal.state.reason).toMatch(/the database does not take the record: .*ECONNREFUSED/);
  expect(journal.reserve(10)).toBeNull();
  expect(journal.appendStranger([opened(requestId())])).toBe(false);
  expect(await outcomeOf(journal.append([opened(refused)]))).toBe('refused');

  await relay.mend();
  expect(await settling).toBe('durable');
  expect(await found(running)).toEqual(completed);
  expect(await found(refused)).toBeUndefined();
  await until(() => journal.state.writable);
  room.release();
  await journal.append([opened(refused)]);
  await expectWholeChain(journal, 4);
});

test('a call that comes while the database is known to be away is refused at once', async () => {
  const journal = await openJournal({ patienceMs: 600_000 });
  const room = roomOf(journal);
  await relay.cut();
  const waiting = journal.append([captured({ request_id: requestId() })], room);
  await until(() => !journal.state.writable);
  expect(await outcomeOf(journal.append([opened(requestId())], room))).toBe('refused');
  await relay.mend();
  await waiting;
});

test.each(['before', 'after'] as const)(
  'a connection that breaks %s the server hears of the commit costs no call and doubles none',
  async (moment) => {
    const journal = await openJournal();
    const ids = Array.from({ length: 5 }, () => requestId());
    for (const event of [opened, settled]) {
      const broke = relay.breakAt(commit, moment);
      await Promise.all(ids.map((id) => journal.append([event(id)])));
      await broke;
    }
    for (const id of ids) expect(await found(id)).toEqual(completed);
    await expectWholeChain(journal, 11);
  },
);

test('a call that was refused because nobody heard of the commit is settled as refused, once that is known', async () => {
  const journal = await openJournal({ patienceMs: 100 });
  const [lost, refused] = [requestId(), requestId()];
  const isCut = relay.breakAt(commit, 'after').then(() => relay.cut());
  const appended = [
    outcomeOf(journal.append([opened(lost)])),
    outcomeOf(journal.append([opened(refused), settled(refused)])),
  ];
  await isCut;
  expect(await found(lost)).toMatchObject({ status: 'open' });
  expect(await Promise.all(appended)).toEqual(['refused', 'refused']);
  await relay.mend();
  const failed = await until(async () => {
    const row = await found(lost);
    return row?.status === 'open' ? null : row;
  });
  expect(failed).toMatchObject({ status: 'failed', error_code: 'audit_unavailable', contents: ['open'] });
  expect(await found(refused)).toEqual(completed);
  await until(() => journal.state.backlogEvents === 0);
  await expectWholeChain(journal, 5);
});

test('a journal of a database that is away at the start begins when it is back', async () => {
  await relay.cut();
  const journal = await openJournal();
  expect(journal.state.writable).toBe(false);
  expect(await outcomeOf(journal.append([opened(requestId())]))).toBe('refused');
  await relay.mend();
  await until(() => journal.state.writable);
  await expectWholeChain(journal, 1);
});

test('room is bounded, comes back with what was written, and is held until it is given back', async () => {
  const journal = await openJournal({ bytesMax: 100_000 });
  const room = journal.reserve(60_000);
  expect(room).not.toBeNull();
  expect(journal.reserve(60_000)).toBeNull();
  expect(
    await outcomeOf(journal.append([open(openHead(requestId()), part('request_received', randomBytes(60_000)))])),
  ).toBe('refused');
  await journal.append([open(openHead(requestId()), part('request_received', randomBytes(50_000)))], room ?? undefined);
  room?.release();
  expect(journal.state.bytes).toBe(0);
  expect(journal.reserve(90_000)).not.toBeNull();
});

test('callers without a key have a small space of their own', async () => {
  const journal = await openJournal();
  const stranger = (): EventDraft[] => [open(openHead(requestId(), { user_agent: 'x'.repeat(10_000) }))];
  let taken = 0;
  while (journal.appendStranger(stranger())) taken++;
  expect(taken).toBeGreaterThan(5);
  expect(taken).toBeLessThan(40);
  await until(() => journal.state.backlogEvents === 0);
  expect(journal.appendStranger(stranger())).toBe(true);
});

test('closing closes the journal in the database, unless a call of it is open', async () => {
  for (const isOpen of [false, true]) {
    const root = await temporaryFolder();
    const journal = await openJournal({ root });
    const id = requestId();
    await journal.append(isOpen ? [opened(id)] : [opened(id), settled(id)]);
    await journal.close();
    const { rows } = await database.pool.query('select state from journals where id = $1', [journal.id]);
    expect(rows).toEqual([{ state: isOpen ? 'live' : 'closed' }]);
    const folder = await stat(path.join(root, journal.id)).catch(() => null);
    expect(folder !== null).toBe(isOpen);
    expect(await outcomeOf(journal.append([opened(requestId())]))).toBe('refused');
  }
});

test('nobody waits for ever when the database was set back behind the journal', async () => {
  const journal = await openJournal();
  const room = roomOf(journal);
  const id = requestId();
  await journal.append([opened(id)], room);
  await database.pool.query('update journals set version = version + 7 where id = $1', [journal.id]);
  expect(await outcomeOf(journal.append([settled(id)], room))).toBe('refused');
  expect(await outcomeOf(journal.append([settled(id)], room))).toBe('refused');
  expect(journal.state.reason).toMatch(/somebody else|not where this process left it/);
});
