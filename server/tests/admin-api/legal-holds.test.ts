import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasingLock } from '../../src/audit/retention/locks.queries.ts';
import { markTold, selectDue } from '../../src/audit/retention/erasures.queries.ts';
import { type AdminFixture, type Answer, createAdminFixture } from './admin-fixture.ts';
import { until } from '../support/until.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
  await recordCall(api.database.pool, api.people.member, { open: { trace_id: 'run-1', session_id: 'talk-1' } });
});
afterAll(() => api.close());

const hold = (scope: object): Promise<Answer> =>
  api.call('POST', '/api/legal-holds', { body: { scope, reason: 'Smith v. Company' }, token: api.people.admin.token });
const erase = (scope: object): Promise<Answer> =>
  api.call('POST', '/api/erasures', { body: { scope, reason: 'asked for' }, token: api.people.admin.token });
const lift = (id: string): Promise<Answer> =>
  api.call('POST', `/api/legal-holds/${id}/lift`, { body: { reason: 'settled' }, token: api.people.admin.token });

test('a hold is made with a reason, is listed and logged with who made it, and is lifted once', async () => {
  const { member, admin } = api.people;
  const made = await hold({ kind: 'session', id: 'talk-1', user: member.id });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    scope: { kind: 'session', id: 'talk-1', user_id: member.id },
    reason: 'Smith v. Company',
    actor: { kind: 'user', id: admin.id, email: admin.email },
    lifted_at: null,
  });
  const lifted = await lift(made.body.id);
  expect(lifted.status).toBe(200);
  expect(lifted.body).toMatchObject({
    id: made.body.id,
    lift_reason: 'settled',
    lifted_at: expect.any(String) as string,
  });
  expect((await lift(made.body.id)).status).toBe(404);

  const listed = await api.call('GET', '/api/legal-holds', { token: api.people.auditor.token });
  expect(listed.body.items).toEqual([lifted.body]);
  const log = await api.call('GET', '/api/administration-log');
  expect(log.body.items.map(({ action }) => action)).toEqual(['legal_hold.lift', 'legal_hold.create']);
});

test.each([
  ['a session that nobody knows', { kind: 'session', id: 'talk-2' }, 404],
  ['a trace of somebody else', { kind: 'trace', id: 'run-1', user: 'usr_other' }, 404],
  ['another user than its own', { kind: 'user', id: 'usr_other' }, 422],
  ['a kind that there is not', { kind: 'invocation', id: 'req_1' }, 422],
])('no hold is made of %s', async (_what, scope, status) => {
  expect((await hold({ user: api.people.member.id, ...scope })).status).toBe(status);
});

test('as long as a hold is in force nothing of its user is erased; an erasure that was asked for before waits', async () => {
  const { member } = api.people;
  const { pool } = api.database;
  const early = await erase({ kind: 'session', id: 'talk-1', user: member.id });
  expect(early.status).toBe(202);
  await markTold(pool, early.body.id, 'jrn_1');
  await pool.query('update erasures set sequence = 1 where id = $1', [early.body.id]);
  await pool.query(`update journals set state = 'closed'`);
  const due = async (): Promise<number> => (await selectDue(pool, { ageSeconds: 0, deadSeconds: 0 })).length;
  expect(await due()).toBe(1);

  const made = await hold({ kind: 'trace', id: 'run-1', user: member.id });
  expect(made.status).toBe(201);
  expect(await due()).toBe(0);
  const refused = await erase({ kind: 'user', id: member.id });
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain(made.body.id);

  await lift(made.body.id);
  expect(await due()).toBe(1);
  expect((await erase({ kind: 'user', id: member.id })).status).toBe(202);
});

test('the list of holds goes on behind its cursor', async () => {
  const { member } = api.people;
  for (let count = 0; count < 3; count += 1) {
    expect((await hold({ kind: 'user', id: member.id, user: member.id })).status).toBe(201);
  }
  const all = await api.call('GET', '/api/legal-holds?limit=100');
  const first = await api.call('GET', '/api/legal-holds?limit=2');
  const second = await api.call('GET', `/api/legal-holds?limit=100&cursor=${first.body.next_cursor}`);
  expect([...first.body.items, ...second.body.items]).toEqual(all.body.items);
  expect(all.body.items.length).toBeGreaterThan(3);
});

test('a hold waits until what is being erased or dropped at this moment is done, so that it never comes too late', async () => {
  const eraser = await api.database.pool.connect();
  await eraser.query('begin');
  await eraser.query('select pg_advisory_xact_lock($1)', [erasingLock]);
  let isMade = false;
  const made = hold({ kind: 'session', id: 'talk-1', user: api.people.member.id }).then((answer) => {
    isMade = true;
    return answer;
  });
  await until(async () => {
    const { rows } = await api.database.pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`,
    );
    return rows[0]?.waiting === 1;
  });
  expect(isMade).toBe(false);
  await eraser.query('commit');
  eraser.release();
  expect((await made).status).toBe(201);
});
