import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventDraft, RetentionHead } from '../../src/audit/events.ts';
import { decodeBlock } from '../../src/audit/integrity/chain-block.ts';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { partitionedTables } from '../../src/audit/partitions.queries.ts';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import { createPayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { insertLegalHold, liftLegalHold } from '../../src/audit/retention/legal-holds.queries.ts';
import { dueTables } from '../../src/audit/retention/retained.ts';
import {
  type RetentionOptions,
  type RunningRetention,
  startRetention,
} from '../../src/audit/retention/start-retention.ts';
import { readInvocation } from '../../src/audit/search/invocations.queries.ts';
import { captured, MemoryJournal, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { payloadText, shipAll, silent } from '../audit-shipper/ship.ts';
import { turnsOf } from '../audit-payloads/conversation.ts';
import { startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { opener, sealer } from '../support/vault.ts';

const now = new Date();
/** The tenth day, five months ago. */
const longAgo = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 5, 10, 9);
const monthLater = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 4, 10, 9);

let database: TestDatabase;
let pool: pg.Pool;
let own: MemoryJournal;
let running: RunningRetention[];
beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  own = new MemoryJournal();
  running = [];
  for (const { table, unit } of partitionedTables) {
    for (const at of [new Date(longAgo), now])
      await pool.query('select ensure_partition($1, $2, $3)', [table, unit, at]);
  }
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await database.drop();
});

const periods = { payloadDays: 30, metadataDays: 60 };

/** One round, with what it tells in the chain of `own`. */
async function retain(options: Partial<RetentionOptions> = {}): Promise<RunningRetention> {
  const retention = startRetention({
    periods,
    pool,
    journal: {
      async append(events: readonly EventDraft[]) {
        own.append(...events);
        await shipAll(pool, own);
      },
    },
    opener,
    log: silent,
    now: () => now,
    ...options,
  });
  running.push(retention);
  await retention.stop();
  return retention;
}

interface Talk {
  readonly ids: string[];
  readonly bodies: string[];
}

/** Two conversations of one user long ago, of which the second one takes its tools from the first, and one of today. */
async function recorded(): Promise<{ first: Talk; second: Talk; today: Talk; journal: MemoryJournal }> {
  const store = createPayloadStore(sealer, new ContentEpoch());
  const journal = new MemoryJournal();
  journal.append({ kind: 'key', head: sealer.head, content: null });
  let clock = longAgo;
  const talk = (sessionId: string, startMs: number): Talk => {
    clock = startMs;
    const ids: string[] = [];
    const bodies: string[] = [];
    for (const body of turnsOf(4, 'gpt-test', 7)) {
      const id = requestId((clock += 60_000));
      const bytes = Buffer.from(body);
      const tools = bytes.indexOf('"tools":');
      const prepared = store.prepare({
        requestId: id,
        atMs: clock,
        userId: 'usr_ada',
        sessionId,
        parts: [part('request_received', bytes)],
        pieces: [[tools, bytes.length - 1]],
        turn: [],
      });
      journal.append(
        {
          kind: 'open',
          head: openHead(id, { session_id: sessionId, trace_id: `trc_${sessionId}` }),
          content: prepared.content,
        },
        captured({ request_id: id }, part('response_received', `answer of ${id}`)),
        settle(settleHead(id, { tool_calls: [`call${id}`], answer: 'ab'.repeat(16) })),
      );
      prepared.durable();
      ids.push(id);
      bodies.push(body);
    }
    return { ids, bodies };
  };
  const first = talk('ses_first', longAgo);
  const second = talk('ses_second', longAgo + 3_600_000);
  await shipAll(pool, journal);
  await pool.query('update chain_blocks set at = $1', [new Date(longAgo + 7_200_000)]);
  const today = talk('ses_today', now.getTime() - 3_600_000);
  await shipAll(pool, journal);
  return { first, second, today, journal };
}

async function count(table: string): Promise<number> {
  return (await pool.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)).rows[0]?.rows ?? -1;
}

function told(): RetentionHead[] {
  return own.events.flatMap((event) => (event.kind === 'retention' ? [event.head] : []));
}

async function findings(): Promise<unknown> {
  return (await verifyRecord(databaseSource(pool, opener), { publicKey: null, checkpoints: [] })).findings;
}

test('what is older than its period goes with its partitions, the ledger stays, and the record verifies', async () => {
  const { first, today, journal } = await recorded();
  const retention = await retain();
  expect(retention.notices()).toEqual([]);
  expect(retention.droppedBytes).toBeGreaterThan(0);

  for (const table of ['invocations', 'payload_contents', 'tool_calls', 'answers']) {
    const partitions = await pool.query<{ name: string }>(
      'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass',
      [table],
    );
    expect(
      partitions.rows.filter(({ name }) =>
        name.includes(new Date(longAgo).toISOString().slice(0, 7).replace('-', '_')),
      ),
    ).toEqual([]);
  }
  expect(await count('invocations')).toBe(4);
  expect(await count('ledger')).toBe(12);
  expect(await readInvocation(pool, first.ids[0] ?? '')).toBeNull();
  expect(await payloadText(pool, today.ids[3] ?? '', 'request-received')).toBe(today.bodies[3]);
  const gone = told().flatMap(({ dropped }) => dropped.map(({ table }) => table));
  expect(gone.toSorted()).toEqual(
    dueTables(periods, now)
      .map(({ table }) => table)
      .toSorted(),
  );
  expect(told().find(({ heads }) => heads.length > 0)?.heads).toEqual([
    expect.objectContaining({ journal_id: journal.id, sequence: '25' }),
  ]);
  expect(await findings()).toEqual([]);
});

test('payloads go before what is known of their calls', async () => {
  const { second } = await recorded();
  await retain({ periods: { payloadDays: 30, metadataDays: 365 } });
  expect(await readInvocation(pool, second.ids[3] ?? '')).toMatchObject({ status: 'completed' });
  expect(await payloadText(pool, second.ids[3] ?? '', 'request-received')).toBeNull();
  expect(await count('invocations')).toBe(12);
  expect(await findings()).toEqual([]);
});

test('without periods nothing goes', async () => {
  await recorded();
  await retain({ periods: { payloadDays: null, metadataDays: null } });
  expect(await count('invocations')).toBe(12);
  expect(told()).toEqual([]);
});

test.each([
  ['session', 'ses_second'],
  ['trace', 'trc_ses_second'],
] as const)('a held %s stays whole, with the content of others that its payloads are made of', async (kind, id) => {
  const { first, second, journal } = await recorded();
  const scope = { kind, id, userId: 'usr_ada' };
  await insertLegalHold(pool, { id: 'hold_1', scope, reason: 'a lawsuit', actor: {} });
  await retain();

  for (const [turn, request] of second.ids.entries()) {
    expect(await readInvocation(pool, request)).toMatchObject({ status: 'completed' });
    expect(await payloadText(pool, request, 'request-received')).toBe(second.bodies[turn]);
    expect(await payloadText(pool, request, 'response-received')).toBe(`answer of ${request}`);
  }
  expect(await readInvocation(pool, first.ids[3] ?? '')).toBeNull();
  expect(await count('invocations')).toBe(8);
  expect(await count('tool_calls')).toBe(8);
  const blocks = await pool.query<{ entries: Buffer }>(
    'select entries from chain_blocks where journal_id = $1 order by first_sequence',
    [journal.id],
  );
  expect(decodeBlock(blocks.rows[0]?.entries ?? Buffer.alloc(0)).map(({ sort }) => sort)).toEqual([
    ...Array.from({ length: 13 }, () => 'leaf'),
    ...Array.from({ length: 12 }, () => 'canonical'),
  ]);
  expect(await findings()).toEqual([]);

  const before = told().length;
  await retain();
  expect(told()).toHaveLength(before);
  expect(await count('invocations')).toBe(8);
});

test('when a hold is lifted, what it held goes with the next round', async () => {
  const { second } = await recorded();
  const scope = { kind: 'user', id: 'usr_ada', userId: 'usr_ada' } as const;
  await insertLegalHold(pool, { id: 'hold_1', scope, reason: 'a lawsuit', actor: {} });
  await retain();
  expect(await count('invocations')).toBe(12);
  expect(await findings()).toEqual([]);

  await liftLegalHold(pool, { id: 'hold_1', reason: 'settled', actor: {} });
  await retain();
  expect(await count('invocations')).toBe(4);
  expect(await count('payload_contents_default')).toBe(0);
  expect(await count('chain_blocks_default')).toBe(0);
  expect(await payloadText(pool, second.ids[0] ?? '', 'request-received')).toBeNull();
  expect(await findings()).toEqual([]);
});

test('a later drop says again what an event that goes with it had said', async () => {
  const { journal } = await recorded();
  await retain();
  await pool.query(`select ensure_partition('chain_blocks', 'month', $1)`, [new Date(monthLater)]);
  await pool.query('update chain_blocks set at = $2 where journal_id = $1', [own.id, new Date(monthLater)]);
  await retain();
  const last = told().findLast(({ heads }) => heads.length > 0);
  expect(last?.heads.map(({ journal_id }) => journal_id).toSorted()).toEqual([journal.id, own.id].toSorted());
  expect(await findings()).toEqual([]);
});

test('a round that does not get its lock says so, changes nothing, and the next one does it', async () => {
  await recorded();
  const reader = await pool.connect();
  await reader.query('begin');
  await reader.query('select count(*) from payload_signatures');
  const waits = await retain();
  expect(waits.notices()).toEqual([expect.stringContaining('could not be dropped')]);
  expect(await count('payload_contents')).toBe(24);
  await reader.query('commit');
  reader.release();
  const next = await retain();
  expect(next.notices()).toEqual([]);
  expect(await count('payload_contents')).toBe(8);
});

test('two processes at the same time drop each partition once', async () => {
  await recorded();
  let appending = Promise.resolve();
  const journal = {
    append(events: readonly EventDraft[]) {
      own.append(...events);
      return (appending = appending.then(() => shipAll(pool, own)));
    },
  };
  await Promise.all([retain({ journal }), retain({ journal })]);
  const dropped = told().flatMap((head) => head.dropped.map(({ table, from }) => `${table} ${from}`));
  expect(new Set(dropped).size).toBe(dropped.length);
  expect(await count('invocations')).toBe(4);
  expect(await findings()).toEqual([]);
});

test('a process that ends between telling and dropping leaves an event too much, and the next one drops', async () => {
  await recorded();
  const killed = await retain({
    journal: {
      async append(events: readonly EventDraft[]) {
        own.append(...events);
        await shipAll(pool, own);
        throw new Error('the process ends here');
      },
    },
  });
  expect(killed.notices()).toHaveLength(1);
  expect(await count('invocations')).toBe(12);
  expect(await findings()).toEqual([]);
  await retain();
  expect(await count('invocations')).toBe(4);
  expect(await findings()).toEqual([]);
});

test('a gateway does it at its start, by the periods of its environment, and tells when and how much', async () => {
  const { today } = await recorded();
  const standIn = await startStandIn();
  const gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: { ...companyEnvironment, TOLLGATE_RETENTION_PAYLOADS_DAYS: '14', TOLLGATE_RETENTION_METADATA_DAYS: '60' },
  });
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${gateway.adminOrigin}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  };
  await until(async () => (await metric('tollgate_retention_last_run_timestamp_seconds')) > 0, gateway.output);
  expect(await metric('tollgate_retention_dropped_bytes_total')).toBeGreaterThan(0);
  const left = await pool.query<{ request_id: string }>('select request_id from invocations order by at');
  expect(left.rows.map(({ request_id }) => request_id)).toEqual(today.ids);
  await gateway.end('SIGTERM');
  await cleanUpGateways();
  await standIn.close();
});

test('calls go on, and each is recorded, while partitions are dropped', async () => {
  await recorded();
  const standIn = await startStandIn();
  const gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url }),
    env: companyEnvironment,
  });
  let isDropping = true;
  const ids: string[] = [];
  const lane = async (): Promise<void> => {
    while (isDropping) {
      const answer = await chat(gateway.origin, says('hello'));
      expect(answer.status).toBe(200);
      ids.push(answer.requestId);
    }
  };
  const lanes = Promise.all([lane(), lane()]);
  const dropped = await retain();
  isDropping = false;
  await lanes;
  expect(dropped.notices()).toEqual([]);
  expect(dropped.droppedBytes).toBeGreaterThan(0);
  expect(ids.length).toBeGreaterThan(0);
  await until(
    async () =>
      (await pool.query(`select from invocations where request_id = any($1) and status = 'completed'`, [ids]))
        .rowCount === ids.length,
    gateway.output,
  );
  expect(await count('rejected_events')).toBe(0);
  await gateway.end('SIGTERM');
  await cleanUpGateways();
  await standIn.close();
});
