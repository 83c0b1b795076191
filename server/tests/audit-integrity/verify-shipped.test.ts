import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChainHead, EventDraft } from '../../src/audit/events.ts';
import { decodeBlock, encodeBlock } from '../../src/audit/integrity/chain-block.ts';
import { canonicalBytes, leafOf, link, parseCanonical } from '../../src/audit/integrity/chain.ts';
import type { Report } from '../../src/audit/integrity/verify/report.ts';
import { newId } from '../../src/platform/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways } from '../support/gateway.ts';
import { sealer } from '../support/vault.ts';
import { messages, verifyAltered, verifyDatabase, verifyExport } from './verifying.ts';
import { cost, MemoryJournal, open, openHead, part, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record, shipAll } from '../audit-shipper/ship.ts';

/** What somebody can do who knows the tables and the verification, and what happens in the life of a record. */

let database: TestDatabase;
let journal: MemoryJournal;
const early = newId('jrn', Date.now() - 60_000);
const late = { id: requestId('2026-11-02T08:00:00Z') };
const plain = { id: requestId('2026-11-02T09:00:00Z') };
const running = { id: requestId('2026-11-02T10:00:00Z') };

const actor = { kind: 'user', id: 'usr_1' };
const searchedAt = Date.now();
const search: EventDraft = {
  kind: 'access',
  head: {
    access_id: newId('acc', searchedAt),
    at: new Date(searchedAt).toISOString(),
    actor,
    action: 'record.search',
    target: null,
    detail: {},
  },
  content: sealer.seal([part('query', 'what they looked for')], 0),
};
const refusals: EventDraft = {
  kind: 'denials',
  head: { since: '2026-11-02T07:00:00.000Z', until: '2026-11-02T07:01:00.000Z', count: 12 },
  content: null,
};
const withLinks = { tool_calls: ['call1', 'call2'], answer: '0badc0de0badc0de0badc0de0badc0de' };

beforeAll(async () => {
  database = await createTestDatabase();
  journal = await record(
    database.pool,
    open(openHead(late.id), part('request_received', 'a call that was taken for lost')),
    open(openHead(plain.id), part('request_received', 'a plain one')),
    settle(settleHead(plain.id, withLinks), part('response_received', 'its answer')),
    open(openHead(running.id), part('request_received', 'one that runs')),
    {
      kind: 'attempt',
      head: { request_id: running.id, number: 2, at: '2026-11-02T10:00:01.000Z', reason: 'none' },
      content: null,
    },
    search,
    refusals,
  );
  // Recovery settled it, in the journal of a process that is older than the one that died …
  const other = new MemoryJournal(early);
  other.append(settle(settleHead(late.id, { status: 'interrupted', cost: cost('0.5'), usage: null })));
  await shipAll(database.pool, other);
  // … and then its own disk came back with what had really happened.
  journal.append(settle(settleHead(late.id, { cost: cost('0.75') }), part('response_received', 'late')));
  await shipAll(database.pool, journal);
});
afterAll(async () => {
  await cleanUpGateways();
  await database.drop();
});

const verifyAfter = (alter: (client: pg.PoolClient) => Promise<unknown>): Promise<Report> =>
  verifyAltered(database.pool, alter);

test('a late outcome, a call that runs, and refusals that were only counted are no findings', async () => {
  const report = await verifyAfter(async () => undefined);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ chains: 2, calls: 3, contents: 6, aside: 0, beyond: 0 });
  expect(report.uncovered).toBe(report.events);
});

test('nor are they in an export', async () => {
  const report = await verifyExport(database.pool);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ chains: 2, calls: 3, contents: 5, unshown: 0 });
});

const settleOf = (id: string): string =>
  `(select settle_journal_id as j, settle_sequence as s from invocations where request_id = '${id}')`;

test.each<[string, string, RegExp]>([
  [
    'a record that names the event of another one',
    `insert into invocations select * from json_populate_recordset(null::invocations, (select json_agg(to_jsonb(one) ||
       '{"request_id": "req_made_up", "settle_journal_id": null, "settle_sequence": null, "status": "open"}')
     from invocations one where request_id = '${running.id}'))`,
    /a call is there without an event of its own/,
  ],
  [
    'an outcome that was altered and passed off as one that the tables did not take',
    `with altered as (update invocations set cost_amount = 0 where request_id = '${plain.id}')
     insert into rejected_events (journal_id, sequence, kind, head, reason)
     select j, s, 'settle', '', '' from ${settleOf(plain.id)} one`,
    /outcome in its row was altered: cost_amount/,
  ],
  [
    'an outcome that was altered and passed off as a late one',
    `with altered as (update invocations set cost_amount = 0, settle_journal_id = '${early}', settle_sequence = 1
       where request_id = '${plain.id}')
     insert into corrections select request_id, at, settle_journal_id, settle_sequence, now(), '{}' from invocations
     where request_id = '${plain.id}'`,
    /correction was altered[^]*an outcome is there without an event of its own/,
  ],
  [
    'a record that was altered and passed off as one that waits',
    `with held as (update journals set held_sequences = '{1,2,3,4}')
     update invocations set user_agent = 'other' where request_id = '${plain.id}'`,
    /altered: user_agent/,
  ],
  [
    'a record that was deleted and passed off as one that waits',
    `with held as (update journals set held_sequences = '{1,2,3,4}')
     delete from invocations where request_id = '${plain.id}'`,
    /row is missing/,
  ],
  [
    'a correction that was altered',
    `update corrections set head = '{"status": "completed"}'`,
    /correction was altered/,
  ],
  ['a correction that was deleted', 'delete from corrections', /another outcome than this one/],
  [
    'the ledger entry of a correction that was altered',
    `update ledger set amount = amount + 1 where entry = 'correction'`,
    /ledger entry was altered: amount/,
  ],
  [
    'a ledger entry that was added',
    `insert into ledger select (json_populate_record(one, '{"sequence": 1, "amount": -0.5}')).* from ledger one limit 1`,
    /a ledger entry is there without an event of its own/,
  ],
  [
    'an end that was given to a call that runs',
    `update invocations set total_ms = 5 where request_id = '${running.id}'`,
    /an outcome that no event gave it/,
  ],
  [
    'a link through a tool call that was added',
    `insert into tool_calls select (json_populate_record(one, '{"tool_call_id": "call3"}')).* from tool_calls one limit 1`,
    /a link through its tool call is there that no event made/,
  ],
  [
    'a link through an answer that was added',
    `insert into answers select (json_populate_record(one, '{"fingerprint": "\\\\x00"}')).* from answers one`,
    /a link through its answer is there that no event made/,
  ],
  [
    'a link that was turned to another user',
    `update tool_calls set user_id = 'usr_other' where tool_call_id = 'call1'`,
    /a link through its tool call is missing[^]*no event made/,
  ],
  [
    'a text that was searched for and replaced',
    `update access_log set box = set_byte(box, 40, get_byte(box, 40) # 1)`,
    /content was altered/,
  ],
  ['a text that was searched for and taken out', 'update access_log set box = null', /searched for is missing/],
  ['a line of the access log that was deleted', 'delete from access_log', /access log is missing/],
  [
    'a line of the access log that was added',
    `insert into access_log select (json_populate_record(one, '{"access_id": "acc_made_up"}')).* from access_log one`,
    /a line of the access log is there without an event of its own/,
  ],
  [
    'a line of the administration log that was added and said to be in a chain',
    `insert into administration_log (actor, action, target_kind, target_id, policy_version, journal_id, sequence)
     select '{}', 'nothing', 'user', 'usr_1', 1, id, 1 from journals limit 1`,
    /of the administration log is there without its event/,
  ],
  ['a count of refusals that was altered', 'update denials set count = 1', /count of refusals was altered: count/],
  [
    'a content that was given to another kind of event',
    `update payload_contents set kind = 'open' where kind = 'settle'`,
    /kept as that of another kind/,
  ],
  [
    'an outcome that was put in the place of the one before it',
    `update invocations set settle_journal_id = '${early}', settle_sequence = 9 where request_id = '${plain.id}'`,
    /another outcome than this one[^]*an outcome is there without an event/,
  ],
])('%s is found', async (_, sql, expected) => {
  const report = await verifyAfter(async (client) => {
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
  });
  expect(messages(report)).toMatch(expected);
});

/** Writes the whole chain anew, as somebody would who knows how it is made. */
async function forge(client: pg.PoolClient, change: (head: string, kind: string) => string): Promise<void> {
  const { rows } = await client.query<{ f: string; p: Buffer; e: Buffer }>(
    `select first_sequence as f, previous_hash as p, entries as e from chain_blocks where journal_id = $1
     order by first_sequence`,
    [journal.id],
  );
  let hash = rows[0]?.p ?? Buffer.alloc(0);
  for (const { f, e } of rows) {
    const previous = hash;
    const entries = decodeBlock(e).map(({ bytes }) => {
      const event = parseCanonical(bytes);
      const headBytes = Buffer.from(change(Buffer.from(event.headBytes).toString(), event.kind));
      const forged = canonicalBytes({ ...event, headBytes });
      hash = link(hash, leafOf(forged));
      return { sort: 'canonical', bytes: forged } as const;
    });
    await client.query(
      `update chain_blocks set entries = $3, previous_hash = $4, last_hash = $5
       where journal_id = $1 and first_sequence = $2`,
      [journal.id, f, encodeBlock(entries), previous, hash],
    );
  }
  await client.query('update journals set chain_hash = $2 where id = $1', [journal.id, hash]);
}

const cheaper = (head: string): string => head.replaceAll('0.001125000', '0.000000001');
const cheaperRows = `update invocations set cost_amount = 0.000000001,
  cost_classes = replace(cost_classes::text, '0.001125000', '0.000000001')::json where request_id = '${plain.id}'`;
const cheaperLedger = `update ledger set amount = 0.000000001, input_amount = 0.000000001 where request_id = '${plain.id}'`;

test('a chain that was written anew with all that was made of it is found by a checkpoint held elsewhere', async () => {
  const { rows: chains } = await database.pool.query<ChainHead>(
    `select id as journal_id, shipped_sequence::text as sequence, encode(chain_hash, 'hex') as hash from journals`,
  );
  const body = JSON.stringify({ checkpoint: 'chk_1', at: '2026-11-03T00:00:00.000Z', chains });
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await forge(client, cheaper);
    await client.query(cheaperRows);
    await client.query(cheaperLedger);
    expect((await verifyDatabase(client)).findings).toEqual([]);
    const held = [{ body, signature: Buffer.alloc(64) }];
    const report = await verifyDatabase(client, held);
    expect(messages(report)).toMatch(/another hash here than was attested/);
    expect(report).toMatchObject({ isSigned: false, uncovered: 0, coveredUntil: '2026-11-03T00:00:00.000Z' });
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['no fields', '{}'],
  ['fields of other types', '{"request_id":7,"at":{},"heads":5,"cost":[],"hits":{},"attempts":"x","timings_ms":1}'],
])('events that hold %s are a finding, and do not end the verification with an error', async (_, head) => {
  const report = await verifyAfter((client) => forge(client, () => head));
  expect(report.findings.length).toBeGreaterThan(0);
});

test('an event that holds what no column holds is a finding, and does not end the verification with an error', async () => {
  const report = await verifyAfter((client) =>
    forge(client, (head) => head.replace(/"settled_at":"[^"]+"/, '"settled_at":"never"')),
  );
  expect(messages(report)).toMatch(/holds what no table could have taken/);
});
