import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Batch } from '../../src/audit/shipper/batch.ts';
import { partitionedTables } from '../../src/audit/partitions.queries.ts';
import { PositionConflict } from '../../src/audit/shipper/sink.ts';
import { readInvocation } from '../../src/audit/search/invocations.queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { captured, cost, MemoryJournal, open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { contents, createShipper, createSink, payloadBytes, payloadText, record, shipAll, until } from './ship.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterEach(() => database.drop());

test('a call is in the record with every field it was journalled with', async () => {
  const id = requestId();
  const hit = {
    rule: 'email_address',
    display_name: 'E-mail',
    category: 'privacy',
    severity: 'medium',
    action: 'allow',
    place: 'messages[0].content',
    scope: 'user',
    start: 0,
    end: 5,
    sample: 'a***',
  } as const;
  const head = openHead(id, { hits: [hit, hit], client_request_id: 'mine', pinned_by: 'req_before' });
  const end = settleHead(id);
  await record(pool, open(head, part('request_received', '{}')), settle(end, part('response_received', 'yes')));

  const { provider, ...opened } = head;
  const { settled_at: _settledAt, tool_calls: _toolCalls, answer: _answer, ...settled } = end;
  const found = await readInvocation(pool, id);
  expect(found).toEqual({
    ...opened,
    ...settled,
    service_tier: null,
    provider: provider?.name,
    timings_ms: { ...head.timings_ms, ...end.timings_ms },
  });
});

test('shipping a journal a second time changes nothing', async () => {
  const journal = new MemoryJournal();
  for (let index = 0; index < 30; index += 1) {
    const id = requestId();
    journal.append(
      open(openHead(id), part('request_received', 'a')),
      captured({ request_id: id }, part('response_received', 'b')),
    );
    if (index % 3 !== 0)
      journal.append(settle(settleHead(id, { tool_calls: [`calltool${index}`] }), part('response_received', 'c')));
  }
  journal.append({
    kind: 'denials',
    head: { since: '2026-11-24T00:00:00Z', until: '2026-11-24T00:01:00Z', count: 3 },
    content: null,
  });
  await shipAll(pool, journal);
  const before = await contents(pool);

  journal.released = 0n;
  await shipAll(pool, journal);

  expect(await contents(pool)).toEqual(before);
  expect(before).toMatchObject({ rejected_events: [], corrections: [] });
});

test('an open whose settle comes in time lands as one insert, and what is held back is not released', async () => {
  const journal = new MemoryJournal();
  const [slow, quick] = [requestId(), requestId()];
  journal.append(open(openHead(slow)), open(openHead(quick)), settle(settleHead(quick)));
  const shipper = createShipper(pool, journal, { holdMs: 600_000 });
  const running = shipper.run();

  await until(async () => (await readInvocation(pool, quick)) !== null);
  expect(await readInvocation(pool, slow)).toBeNull();
  expect(journal.released).toBe(0n);

  journal.append(settle(settleHead(slow)));
  await until(async () => (await readInvocation(pool, slow))?.status === 'completed');
  await until(() => journal.released === 4n);
  shipper.stop();
  await running;
});

test('calls held back when the shipper was killed are shipped once by the next one', async () => {
  const journal = new MemoryJournal();
  const [held, done] = [requestId(), requestId()];
  journal.append(
    open(openHead(held), part('request_received', 'question')),
    captured({ request_id: held }, part('response_received', 'first ')),
    open(openHead(done)),
    settle(settleHead(done)),
  );
  const killed = createShipper(pool, journal, { holdMs: 600_000 });
  const running = killed.run();
  await until(async () => (await readInvocation(pool, done)) !== null);
  killed.stop();
  await running;

  journal.append(captured({ request_id: held }, part('response_received', 'second')), settle(settleHead(held)));
  await shipAll(pool, journal);

  expect((await readInvocation(pool, held))?.status).toBe('completed');
  expect(await payloadText(pool, held, 'response-received')).toBe('first second');
  expect(await contents(pool)).toMatchObject({ rejected_events: [], corrections: [] });
  expect(journal.released).toBe(6n);
});

test('an open that waited too long ships alone as open, and its settle completes the same row', async () => {
  const journal = new MemoryJournal();
  const id = requestId();
  journal.append(open(openHead(id)));
  const shipper = createShipper(pool, journal, { holdMs: 20 });
  const running = shipper.run();
  await until(async () => (await readInvocation(pool, id))?.status === 'open');

  const attempt = { request_id: id, number: 2, at: new Date().toISOString(), reason: 'status 503' };
  journal.append({ kind: 'attempt', head: attempt, content: null });
  await until(async () => (await readInvocation(pool, id))?.attempts.length === 1);
  journal.append(settle(settleHead(id)));
  await until(async () => (await readInvocation(pool, id))?.status === 'completed');
  shipper.stop();
  await running;

  const ledger = await pool.query(`select amount, entry from ledger where request_id = $1`, [id]);
  expect(ledger.rows).toEqual([{ amount: '0.001125000', entry: 'charge' }]);
});

test('a settle that comes after recovery told the call as interrupted is a correction, never an edit', async () => {
  const id = requestId();
  const old = new MemoryJournal();
  old.append(open(openHead(id)));
  await shipAll(pool, old);
  await record(pool, settle(settleHead(id, { status: 'interrupted', usage: null, cost: null, http_status: null })));
  const before = await readInvocation(pool, id);
  expect(before?.status).toBe('interrupted');

  old.append(settle(settleHead(id, { cost: cost('0.25') })));
  await shipAll(pool, old);
  await record(pool, settle(settleHead(id, { cost: cost('0.30') })));

  expect(await readInvocation(pool, id)).toEqual(before);
  const corrections = await pool.query<{ status: string }>(`select head ->> 'status' as status from corrections`);
  expect(corrections.rows.map((row) => row.status)).toEqual(['completed', 'completed']);
  const ledger = await pool.query(`select entry, amount::text, input_tokens::text from ledger order by amount desc`);
  expect(ledger.rows).toEqual([
    { entry: 'correction', amount: '0.25', input_tokens: '900' },
    { entry: 'correction', amount: '0.05', input_tokens: '0' },
  ]);
});

test('U+0000 and halves of surrogate pairs are kept in JSON, replaced in text, and stop nothing', async () => {
  const id = requestId();
  const odd = 'a\0b\ud800c';
  const head = openHead(id, { user_agent: odd, session_id: odd, explanation: [odd, '\\u0000'] });
  const end = settleHead(id, { error_detail: odd, usage_reported: { [odd]: odd }, tool_calls: [odd, odd] });
  await record(pool, open(head, part('request_received', Buffer.from([0, 255, 0]))), settle(end));

  const found = await readInvocation(pool, id);
  expect(found).toMatchObject({
    user_agent: 'a\ufffdb\ufffdc',
    session_id: 'a\ufffdb\ufffdc',
    error_detail: 'a\ufffdb\ufffdc',
    explanation: [odd, '\\u0000'],
    usage_reported: { [odd]: odd },
  });
  expect(await payloadBytes(pool, id, 'request-received')).toEqual(Buffer.from([0, 255, 0]));
  expect(await contents(pool)).toMatchObject({ rejected_events: [] });
});

test('an event that the tables refuse is kept aside whole, and all others are in the record', async () => {
  const [good, bad] = [requestId(), requestId()];
  const strange = open({ ...openHead(good), request_id: 'req_nonsense' }, part('request_received', 'kept'));
  const nonsense = { ...settleHead(bad), http_status: 'not a number' as unknown as number };
  await record(pool, open(openHead(good)), open(openHead(bad)), strange, settle(nonsense), settle(settleHead(good)));

  expect((await readInvocation(pool, good))?.status).toBe('completed');
  expect((await readInvocation(pool, bad))?.status).toBe('open');
  const rejected = await pool.query<{ kind: string; head: Buffer; bytes: Buffer | null; reason: string }>(
    'select kind, head, bytes, reason from rejected_events order by kind',
  );
  expect(rejected.rows.map((row) => row.kind)).toEqual(['content', 'open', 'settle']);
  expect(rejected.rows[0]?.bytes).toEqual(strange.content?.box);
  expect(JSON.parse(rejected.rows[2]?.head.toString() ?? '')).toEqual(nonsense);
  expect(rejected.rows[2]?.reason).not.toContain('not a number');
});

test('a commit whose answer was lost is not written again', async () => {
  const journal = new MemoryJournal();
  const ids = [requestId(), requestId(), requestId()];
  for (const id of ids) journal.append(open(openHead(id), part('request_received', id)), settle(settleHead(id)));
  const sink = createSink(pool);
  let losses = 2;
  const write = async (batch: Batch): Promise<void> => {
    await sink.write(batch);
    losses -= 1;
    if (losses >= 0) throw new Error('Connection terminated unexpectedly');
  };
  await shipAll(pool, journal, {
    sink: { position: (id, host) => sink.position(id, host), renewLease: (id) => sink.renewLease(id), write },
  });

  const counts = await pool.query(
    `select (select count(*)::int from invocations) as calls, (select count(*)::int from payload_contents) as parts,
       (select count(*)::int from ledger) as entries`,
  );
  expect(losses).toBeLessThan(0);
  expect(counts.rows).toEqual([{ calls: 3, parts: 3, entries: 3 }]);
});

test('two shippers of one journal do not both write it', async () => {
  const journal = new MemoryJournal();
  const id = requestId();
  journal.append(open(openHead(id)));
  const first = createShipper(pool, journal, { holdMs: 600_000 });
  const running = first.run();
  await until(async () => (await pool.query('select from journals')).rowCount === 1);
  journal.append(settle(settleHead(id)));
  await until(async () => (await readInvocation(pool, id)) !== null);

  journal.released = 0n;
  const other = requestId();
  journal.append(open(openHead(other)));
  await shipAll(pool, journal);
  journal.append(settle(settleHead(other)));

  await expect(running).rejects.toThrow(PositionConflict);
  await shipAll(pool, journal);
  expect((await readInvocation(pool, other))?.status).toBe('completed');
  expect(await contents(pool)).toMatchObject({ rejected_events: [], corrections: [] });
});

test('a wrong clock fails nothing, and its calls move into their month when that is made', async () => {
  const ids = ['1999-01-01T00:00:00Z', '2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00Z', '2999-06-01T00:00:00Z'].map(
    requestId,
  );
  await record(
    pool,
    ...ids.flatMap((id) => [open(openHead(id), part('request_received', 'x')), settle(settleHead(id))]),
  );
  for (const { table, unit } of partitionedTables) {
    await pool.query('select ensure_partition($1, $2, $3)', [table, unit, '2026-12-01T12:00:00Z']);
  }

  const placed = await pool.query<{ place: string; at: Date }>(
    'select tableoid::regclass::text as place, at from invocations order by at',
  );
  expect(placed.rows.map((row) => row.place)).toEqual([
    'invocations_default',
    'invocations_default',
    'invocations_2026_12',
    'invocations_default',
  ]);
  for (const id of ids) expect(await payloadText(pool, id, 'request-received')).toBe('x');
});

test('rows that are on their way while their month is made, table after table, all go into that month', async () => {
  const moment = '2026-11-24T10:00:00Z';
  const waiting = async (): Promise<number | null> =>
    (await pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
      .rowCount;
  const [first, second] = [await pool.connect(), await pool.connect()];
  await first.query('begin');
  await first.query(`select ensure_partition('invocations', 'month', $1)`, [moment]);
  await second.query('begin');
  await second.query('lock table ledger_default in access exclusive mode');
  const secondMade = second.query(`select ensure_partition('ledger', 'month', $1)`, [moment]);
  const id = requestId(moment);
  const shipped = record(pool, open(openHead(id)), settle(settleHead(id)));
  await until(async () => (await waiting()) === 2);
  await first.query('commit');
  await secondMade;
  await until(async () => (await waiting()) === 1);
  await second.query('commit');
  first.release();
  second.release();
  await shipped;

  const placed = await pool.query(
    `select tableoid::regclass::text as place from invocations union all select tableoid::regclass::text from ledger`,
  );
  expect(placed.rows).toEqual([{ place: 'invocations_2026_11' }, { place: 'ledger_2026_11' }]);
  expect(await contents(pool)).toMatchObject({ rejected_events: [] });
});
