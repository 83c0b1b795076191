import type pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { EventDraft, SealedContent } from '../../src/audit/events.ts';
import { newId } from '../../src/platform/ids.ts';
import {
  captured,
  MemoryJournal,
  open,
  openHead,
  part,
  requestId,
  settle,
  settleHead,
} from '../audit-shipper/events.ts';
import { record, shipAll } from '../audit-shipper/ship.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways } from '../support/gateway.ts';
import { sealer } from '../support/vault.ts';
import { messages, verifyDatabase, verifyExport } from './verifying.ts';

/** What is gone although nobody tampered with anything. */

afterAll(cleanUpGateways);

const actor = { kind: 'user', id: 'usr_1' };

function refusals(count: number): EventDraft {
  const head = { since: '2026-11-02T07:00:00.000Z', until: '2026-11-02T07:01:00.000Z', count };
  return { kind: 'denials', head, content: null };
}

type Tombstone = Extract<EventDraft, { kind: 'tombstone' }>;

function tombstone(scope: Tombstone['head']['scope'], epoch: number): Tombstone {
  const nowMs = Date.now();
  const head = {
    erasure_id: newId('era', nowMs),
    at: new Date(nowMs).toISOString(),
    scope,
    epoch,
    reason: 'asked for',
    actor,
  };
  return { kind: 'tombstone', head, content: null };
}

async function insertErasure(pool: pg.Pool, { head }: Tombstone): Promise<void> {
  await pool.query(
    `insert into erasures (id, epoch, scope_kind, scope_id, user_id, reason, actor, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [head.erasure_id, head.epoch, head.scope.kind, head.scope.id, head.scope.user_id, head.reason, head.actor, head.at],
  );
}

test('contents that an erasure took are not missed, and no others', async () => {
  const fresh = await createTestDatabase();
  try {
    const [first, second, third] = ['2026-11-04T08:00:00Z', '2026-11-04T09:00:00Z', '2026-11-04T10:00:00Z'].map((at) =>
      requestId(at),
    );
    const bob = { user: { id: 'usr_bob', email: 'bob@example.com' }, session_id: 'ses_1' };
    const erasure = tombstone({ kind: 'session', id: 'ses_1', user_id: 'usr_ada' }, 1);
    await insertErasure(fresh.pool, erasure);
    const inEpoch = (epoch: number, text: string): SealedContent | null =>
      sealer.seal([part('request_received', text)], epoch);
    await record(
      fresh.pool,
      open(openHead(first!), part('request_received', 'to be forgotten')),
      captured({ request_id: first! }, part('response_received', 'this too')),
      open(openHead(second!, bob), part('request_received', 'in a session of the same name')),
      settle(settleHead(second!)),
      erasure,
      { kind: 'epoch', head: { epoch: 1 }, content: null },
      // One erasure takes all of a call, whenever its answer came.
      settle(settleHead(first!), part('response_received', 'and what came later')),
      { kind: 'open', head: openHead(third!), content: inEpoch(1, 'said after that') },
      settle(settleHead(third!)),
    );
    await fresh.pool.query('delete from payload_contents where request_id = $1', [first]);
    expect(await verifyDatabase(fresh.pool)).toMatchObject({
      findings: [],
      gone: 3,
      contents: 2,
      attestations: 1,
      uncoveredAttestations: 1,
    });
    await fresh.pool.query(`update erasures set scope_id = 'ses_2'`);
    expect(messages(await verifyDatabase(fresh.pool))).toBe('its line of the erasures is missing or altered');
    await fresh.pool.query(`update erasures set scope_id = 'ses_1', sequence = sequence - 1`);
    expect(messages(await verifyDatabase(fresh.pool))).toBe('an erasure is there without an event of its own');
    await fresh.pool.query('update erasures set sequence = sequence + 1');
    await fresh.pool.query('delete from payload_contents');
    const report = await verifyDatabase(fresh.pool);
    expect(report.findings.map((finding) => finding.requestId)).toEqual([second, third]);
    expect(report.gone).toBe(3);
    const exported = await verifyExport(fresh.pool);
    expect(exported.findings.map((finding) => finding.requestId)).toEqual([second, third]);
  } finally {
    await fresh.drop();
  }
});

test('events that a damaged disk took are a finding that says so', async () => {
  const fresh = await createTestDatabase();
  try {
    const id = requestId('2026-11-04T08:00:00Z');
    const whole = new MemoryJournal();
    whole.append(open(openHead(id)), settle(settleHead(id)), refusals(1), refusals(2));
    const damaged = new MemoryJournal(whole.id);
    damaged.events.push(...whole.events.filter(({ sequence }) => sequence !== 3n));
    await shipAll(fresh.pool, damaged);
    expect(messages(await verifyDatabase(fresh.pool))).toBe('events 3 to 3 are missing');
    await record(fresh.pool, {
      kind: 'damage',
      head: { at: new Date().toISOString(), journal_id: whole.id, from: '3', upto: '3', reason: 'checksum' },
      content: null,
    });
    expect(messages(await verifyDatabase(fresh.pool))).toBe(
      'events 3 to 3 are missing: lost to a damaged disk, as the chain says',
    );
  } finally {
    await fresh.drop();
  }
});
