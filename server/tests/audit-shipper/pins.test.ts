import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPinEntry, type NewEntry, selectPinChanges } from '../../src/audit/pins/pins.queries.ts';
import { destroyContents, insertErasure } from '../../src/audit/retention/erasures.queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { open, openHead, part, requestId, settle, settleHead } from './events.ts';
import { record } from './ship.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const scope = { userId: 'usr_ada', instanceId: 'ins_1' };
const expiresAtMs = Date.now() + 60_000;

function entryOf(id: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    pin: { id: `pin_${id}`, kind: 'session', requestId: id, rule: 'codename', expiresAtMs },
    ...scope,
    requestId: id,
    part: 'request',
    traceId: 'trc_1',
    sessionId: 'ses_1',
    marks: Buffer.from('sealed'),
    ...more,
  };
}

/** Its open and settle, as the journal of the process that held it tells them. */
function heldCall(id: string) {
  const pin = {
    id: `pin_${id}`,
    kind: 'session',
    request_id: id,
    rule: 'codename',
    expires_at: new Date(expiresAtMs).toISOString(),
  } as const;
  return [
    open(openHead(id, { pin }), part('request_received', '{}')),
    settle(settleHead(id, { pin: pin.id, answer: 'ab'.repeat(16) }), part('response_received', 'yes')),
  ];
}

async function changes(sinceMs = 0): Promise<[string, string | undefined, string | undefined][]> {
  const found = await selectPinChanges(database.pool, scope, sinceMs);
  return found
    .map(({ pin, entry }): [string, string | undefined, string | undefined] => [
      pin.id,
      entry?.part,
      entry?.marks?.toString(),
    ])
    .filter(([, part]) => part !== undefined)
    .toSorted((a, b) => `${a[1]}`.localeCompare(`${b[1]}`));
}

describe('a pin in the journal', () => {
  it('comes into the database without what tells its texts, when its process could not enter it', async () => {
    const id = requestId();
    await record(database.pool, ...heldCall(id));
    expect(await changes()).toEqual([
      [`pin_${id}`, 'answer', undefined],
      [`pin_${id}`, 'request', undefined],
    ]);
    await insertPinEntry(database.pool, entryOf(id));
    await insertPinEntry(database.pool, entryOf(id, { part: 'answer', marks: Buffer.from('late') }));
    expect(await changes()).toEqual([
      [`pin_${id}`, 'answer', 'late'],
      [`pin_${id}`, 'request', 'sealed'],
    ]);
  });

  it('changes nothing when its process did, shipped twice or not', async () => {
    const id = requestId();
    await insertPinEntry(database.pool, entryOf(id));
    await insertPinEntry(database.pool, entryOf(id, { part: 'answer' }));
    await record(database.pool, ...heldCall(id));
    expect(await changes()).toEqual([
      [`pin_${id}`, 'answer', 'sealed'],
      [`pin_${id}`, 'request', 'sealed'],
    ]);
  });
});

describe('pins in the database', () => {
  it('are told as far as they are new, and only to their own', async () => {
    const [first, second] = [requestId(), requestId()];
    await insertPinEntry(database.pool, entryOf(first));
    const known = (await selectPinChanges(database.pool, scope, 0)).map(({ changedAtMs }) => changedAtMs);
    await insertPinEntry(database.pool, entryOf(second));
    expect(await changes(Math.max(...known))).toEqual([[`pin_${second}`, 'request', 'sealed']]);
    for (const other of [
      { ...scope, userId: 'usr_bob' },
      { ...scope, instanceId: '' },
    ]) {
      expect(await selectPinChanges(database.pool, other, 0)).toEqual([]);
    }
  });

  it('are told again when they last longer, and last never shorter', async () => {
    const id = requestId();
    const { pin } = entryOf(id);
    const follow = (expires: number): NewEntry =>
      entryOf(id, { requestId: requestId(), pin: { ...pin, expiresAtMs: expires } });
    await insertPinEntry(database.pool, entryOf(id));
    await insertPinEntry(database.pool, follow(expiresAtMs + 5000));
    await insertPinEntry(database.pool, follow(expiresAtMs - 5000));
    const found = await selectPinChanges(database.pool, scope, 0);
    expect(new Set(found.map((one) => one.pin.expiresAtMs))).toEqual(new Set([expiresAtMs + 5000]));
    const last = Math.max(...found.map(({ changedAtMs }) => changedAtMs));
    await insertPinEntry(database.pool, follow(expiresAtMs + 9000));
    const renewed = await selectPinChanges(database.pool, scope, last);
    expect(renewed.map((one) => [one.pin.expiresAtMs, one.entry === null])).toEqual([
      [expiresAtMs + 9000, true],
      [expiresAtMs + 9000, false],
    ]);
  });

  it('are told whole, however many calls are under them', async () => {
    const { pin } = entryOf(requestId());
    await insertPinEntry(database.pool, entryOf(pin.requestId));
    await database.pool.query(
      `insert into pin_entries (pin_id, request_id, part, trace_id, session_id, changed_at)
       select $1, 'req_' || number, 'request', 't', 's' || number, now() from generate_series(1, 12000) number`,
      [pin.id],
    );
    const found = await selectPinChanges(database.pool, scope, 0);
    expect(new Set(found.map(({ entry }) => entry?.sessionId)).size).toBe(12_000 + 2);
  });

  it('are told no more once they ran out', async () => {
    await insertPinEntry(
      database.pool,
      entryOf('req_1', { pin: { ...entryOf('req_1').pin, expiresAtMs: Date.now() - 1 } }),
    );
    expect(await changes()).toEqual([]);
  });

  it('keep nothing of texts that were erased', async () => {
    const [id, kept] = [requestId(), requestId()];
    await record(database.pool, ...heldCall(id), ...heldCall(kept));
    for (const one of [id, kept]) {
      await insertPinEntry(database.pool, entryOf(one));
      await insertPinEntry(database.pool, entryOf(one, { part: 'answer' }));
    }
    const erasure = await insertErasure(database.pool, {
      id: 'era_1',
      scope: { kind: 'invocation', id, userId: scope.userId },
      reason: 'asked for',
      actor: { kind: 'command' },
    });
    await destroyContents(database.pool, erasure);
    expect((await changes()).map(([pin, , marks]) => [pin, marks])).toEqual(
      expect.arrayContaining([
        [`pin_${id}`, ''],
        [`pin_${kept}`, 'sealed'],
      ]),
    );
    expect((await changes()).filter(([pin, , marks]) => pin === `pin_${id}` && marks !== '')).toEqual([]);
  });
});
