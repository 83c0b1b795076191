import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Checkpoint } from '../../src/audit/integrity/checkpoint.ts';
import { decodeBlock, encodeBlock } from '../../src/audit/integrity/chain-block.ts';
import { selectCheckpoints } from '../../src/audit/integrity/checkpoints.queries.ts';
import { databaseSource } from '../../src/audit/integrity/verify/database-source.ts';
import type { Report } from '../../src/audit/integrity/verify/report.ts';
import { verifyRecord } from '../../src/audit/integrity/verify/verify-record.ts';
import { createOpener } from '../../src/audit/vault/opener.ts';
import type { Opener } from '../../src/audit/vault/vault.ts';
import { masterKey } from '../../src/audit/vault/master-keys.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, masterKeyText, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** What `tollgate audit verify` finds: each alteration is made in a transaction, verified, and taken back. */

let database: TestDatabase;
let standIn: StandIn;
let opener: Opener;
let publicKey: string;
let checkpoints: Checkpoint[];
/** The first gateway's journal and the second one's. */
let journals: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  const key = masterKey(Buffer.from(masterKeyText, 'hex'));
  opener = createOpener({ current: key, previous: null }, database.pool);
  for (let round = 0; round < 2; round++) {
    const gateway = await startGateway({
      databaseUrl: database.url,
      config: companyConfig({ outside: standIn.url, models: ['stand-in-tools'] }),
      env: companyEnvironment,
    });
    for (const stream of [false, true]) {
      for (const more of [{}, { model: 'stand-in-tools', tools: [{ type: 'function', function: { name: 'look' } }] }]) {
        const answer = await chat(gateway.origin, says(`hello ${round}`, { stream, ...more }));
        expect(answer.status).toBe(200);
        await gateway.settled(answer.requestId);
        await gateway.api(`/invocations/${answer.requestId}/payloads/request-received`);
      }
    }
    await chat(gateway.origin, says('x'), 'tg_wrong_0123456789abcdef012345');
    await until(async () => {
      const { rows } = await database.pool.query<{ lines: number }>(
        'select count(*)::int as lines from administration_log where sequence is null',
      );
      return rows[0]?.lines === 0;
    });
    await gateway.end('SIGTERM');
  }
  const { rows } = await database.pool.query<{ id: string }>('select id from journals order by started_at');
  journals = rows.map(({ id }) => id);
  const secret = await database.pool.query<{ public: string }>(`select public from secrets where name = 'signing'`);
  publicKey = secret.rows[0]?.public ?? '';
  checkpoints = await selectCheckpoints(database.pool, { before: null, limit: 100 });
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

async function verifyAfter(
  alter: (client: pg.PoolClient) => Promise<unknown>,
  heldElsewhere: readonly Checkpoint[] = [],
): Promise<Report> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await alter(client);
    return await verifyRecord(databaseSource(client, opener), { publicKey, checkpoints: heldElsewhere });
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const messages = (report: Report): string => report.findings.map(({ message }) => message).join('\n');

test('an untouched record holds, and the report says what was compared', async () => {
  const report = await verifyAfter(async () => undefined);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ chains: 2, calls: 10, unopened: 0, gone: 0 });
  expect(report.contents).toBeGreaterThanOrEqual(16);
  expect(report.checkpoints).toBeGreaterThanOrEqual(2);
  expect(report.coveredUntil).toBe(checkpoints[0]?.at);
});

test('without the master key the contents are said not to be compared', async () => {
  const report = await verifyRecord(databaseSource(database.pool, null), { publicKey, checkpoints: [] });
  expect(report).toMatchObject({ contents: 0, findings: [] });
  expect(report.unopened).toBeGreaterThanOrEqual(16);
});

const call = `(select request_id from invocations where status = 'completed' order by at limit 1)`;

test.each<[string, string, RegExp]>([
  [
    'one changed byte of a payload',
    `update payload_contents set box = set_byte(box, 50, (get_byte(box, 50) + 1) % 256)
     where (request_id, sequence) in (select request_id, sequence from payload_contents order by at, sequence limit 1)`,
    /content was altered/,
  ],
  [
    'a content that was put in the place of another',
    `update payload_contents one set commitment = two.commitment, box = two.box, key_id = two.key_id
     from payload_contents two where one.kind = 'open' and two.kind = 'open' and one.request_id <> two.request_id`,
    /another one than was written/,
  ],
  [
    'a content that was deleted',
    `delete from payload_contents where request_id = ${call} and kind = 'open'`,
    /content is missing/,
  ],
  ['a changed cost', `update invocations set cost_amount = 0 where request_id = ${call}`, /altered: cost_amount/],
  [
    'a changed ledger entry',
    `update ledger set amount = amount + 1 where request_id = ${call}`,
    /ledger entry was altered: amount/,
  ],
  ['a deleted ledger entry', `delete from ledger where request_id = ${call}`, /ledger entry is missing/],
  ['another user', `update invocations set user_id = 'usr_other' where request_id = ${call}`, /altered: user_id/],
  ['hits that were taken out', `update invocations set hits = '[{}]' where request_id = ${call}`, /altered: hits/],
  ['a deleted record', `delete from invocations where request_id = ${call}`, /row is missing/],
  [
    'a swapped pair of records',
    `update invocations one set user_agent = two.request_id, final_model = two.final_model, requested_model = 'swapped'
     from invocations two where one.request_id = ${call} and two.request_id <> one.request_id`,
    /altered: /,
  ],
  [
    'an inserted record',
    `with copy as (insert into invocations select * from json_populate_recordset(null::invocations,
       (select json_agg(to_jsonb(one) || '{"request_id": "req_made_up", "sequence": 99999, "settle_sequence": 99998}')
        from invocations one where request_id = ${call})) returning 1) select from copy`,
    /without an event of its own/,
  ],
  [
    'an outcome without an event',
    `update invocations set settle_journal_id = null, settle_sequence = null where request_id = ${call}`,
    /no event gave it/,
  ],
  ['a deleted link', 'delete from tool_calls', /a link through its tool call is missing/],
  ['an altered link', `update answers set session_id = 'ses_other'`, /link through its answer was altered/],
  [
    'a line of the access log that was changed',
    `update access_log set target_id = 'req_other'`,
    /access log is missing or altered/,
  ],
  [
    'a line of the administration log that was changed',
    `update administration_log set action = 'nothing'`,
    /administration log is missing/,
  ],
  ['a block of events that was deleted', 'delete from chain_blocks where first_sequence = 1', /missing/],
  [
    'a block of events that was inserted',
    `insert into chain_blocks select journal_id, last_sequence, last_sequence, at, previous_hash, last_hash, entries
     from chain_blocks order by last_sequence desc limit 1`,
    /second time/,
  ],
  ['events with another hash', `update chain_blocks set last_hash = sha256('x') where first_sequence = 1`, /altered/],
])('%s is found', async (_, sql, expected) => {
  const report = await verifyAfter(async (client) => {
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
  });
  expect(messages(report)).toMatch(expected);
});

type Entries = ReturnType<typeof decodeBlock>;

async function rewrite(client: pg.PoolClient, change: (entries: Entries) => Entries): Promise<void> {
  const { rows } = await client.query<{ j: string; f: string; e: Buffer }>(
    `select journal_id as j, first_sequence as f, entries as e from chain_blocks
     where last_sequence > first_sequence order by first_sequence limit 1`,
  );
  const [block] = rows;
  if (!block) throw new Error('there is no block of several events');
  const entries = encodeBlock(change(decodeBlock(block.e)));
  await client.query('update chain_blocks set entries = $3 where journal_id = $1 and first_sequence = $2', [
    block.j,
    block.f,
    entries,
  ]);
}

test.each<[string, (entries: Entries) => Entries]>([
  ['a swapped pair of events', ([first, second, ...rest]) => [second!, first!, ...rest]],
  ['an event that was taken out', ([, ...rest]) => rest],
  ['an event that was put in', ([first, ...rest]) => [first!, first!, ...rest]],
  [
    'one changed byte of an event',
    ([first, ...rest]) => {
      const bytes = Buffer.from(first!.bytes);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      return [{ ...first!, bytes }, ...rest];
    },
  ],
])('%s is found', async (_, change) => {
  expect(messages(await verifyAfter((client) => rewrite(client, change)))).not.toBe('');
});

/** Takes the last events of a journal away, and all that was made of them, as somebody would who knows the tables. */
async function cutOff(client: pg.PoolClient, journalId: string): Promise<void> {
  const { rows } = await client.query<{ f: string; h: Buffer }>(
    `delete from chain_blocks where journal_id = $1 and first_sequence =
       (select max(first_sequence) from chain_blocks where journal_id = $1)
     returning first_sequence as f, previous_hash as h`,
    [journalId],
  );
  const [block] = rows;
  if (!block) throw new Error('there is no block');
  for (const table of ['invocations', 'ledger', 'payload_contents', 'access_log', 'administration_log']) {
    await client.query(`delete from ${table} where journal_id = $1 and sequence >= $2`, [journalId, block.f]);
  }
  await client.query(
    `update invocations set status = 'open', settle_journal_id = null, settle_sequence = null, settled_at = null,
       cost_amount = null, total_tokens = null where settle_journal_id = $1 and settle_sequence >= $2`,
    [journalId, block.f],
  );
  await client.query('update journals set shipped_sequence = $2::bigint - 1, chain_hash = $3 where id = $1', [
    journalId,
    block.f,
    block.h,
  ]);
  await client.query('delete from checkpoints');
}

test('a truncated tail is found with a checkpoint that was held elsewhere, and only with it', async () => {
  const cut = (client: pg.PoolClient): Promise<void> => cutOff(client, journals[1] ?? '');
  expect((await verifyAfter(cut)).findings).toEqual([]);
  expect(messages(await verifyAfter(cut, checkpoints))).toMatch(/end is cut off/);
});

test('a whole journal that was removed is found, since the next one names it', async () => {
  const report = await verifyAfter(async (client) => {
    for (const table of [
      'invocations',
      'ledger',
      'payload_contents',
      'access_log',
      'chain_blocks',
      'administration_log',
    ]) {
      await client.query(`delete from ${table} where journal_id = $1`, [journals[0]]);
    }
    await client.query('delete from journals where id = $1', [journals[0]]);
    await client.query('delete from checkpoints');
  });
  expect(messages(report)).toMatch(/whole chain is missing/);
});

test('a checkpoint that somebody else signed is found', async () => {
  const report = await verifyAfter((client) =>
    client.query(`update checkpoints set body = replace(body, '"at":"2', '"at":"1')`),
  );
  expect(messages(report)).toMatch(/not signed/);
});
