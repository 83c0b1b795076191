import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, createAccessLog } from '../../src/administration/access-log.ts';
import { JournalUnavailable } from '../../src/audit/journal/journal.ts';
import { record } from '../audit-shipper/ship.ts';
import { sealer } from '../support/vault.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
let isFull = false;
let requestId: string;
const said = 'what nobody may see unseen';

beforeAll(async () => {
  api = await createAdminFixture({
    accessLog: createAccessLog(
      {
        append: async (events) => {
          if (isFull) throw new JournalUnavailable('the disk is full');
          await record(api.database.pool, ...events);
        },
      },
      sealer,
      () => 0,
    ),
  });
  requestId = await recordCall(api.database.pool, api.people.member, {
    open: { trace_id: 'run-1', session_id: 'talk-1' },
    parts: [
      {
        payload: 'request_received',
        encoding: 'identity',
        bytes: Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: said }] })),
      },
    ],
  });
});
afterAll(() => api.close());

test.each([
  ['payload.open', () => `/api/invocations/${requestId}/payloads/request-received`],
  ['turn.open', () => `/api/invocations/${requestId}/turn`],
  ['conversation.open', () => `/api/invocations/${requestId}/conversation`],
  ['trace.open', () => '/api/traces/run-1?content=new'],
  ['session.open', () => '/api/sessions/talk-1?content=new'],
  ['record.search', () => '/api/invocations'],
  ['record.export', () => '/api/audit/export?format=csv'],
] satisfies [Access['action'], () => string][])(
  '%s is entered with who did it, and hands nothing out when that is not possible',
  async (action, url) => {
    const { auditor } = api.people;
    const entries = async () =>
      (await api.call('GET', `/api/access-log?action=${action}`)).body.items as unknown as { actor: { id: string } }[];
    isFull = true;
    const refused = await api.call('GET', url(), { token: auditor.token });
    isFull = false;
    expect(refused.status).toBe(503);
    expect(refused.text).not.toContain(said);
    expect(refused.text).not.toContain(requestId);
    expect(await entries()).toEqual([]);
    expect((await api.call('GET', url(), { token: auditor.token })).status).toBe(200);
    expect((await entries()).map(({ actor }) => actor.id)).toEqual([auditor.id]);
  },
);

test.each([
  ['a recorded request is tested', 'payload.open', '/api/rules/test', () => ({ request_id: requestId })],
  [
    'a backtest runs',
    'backtest.run',
    '/api/rules/backtest',
    () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  ],
] as const)('no sooner than that is entered %s', async (_name, action, url, body) => {
  const { admin } = api.people;
  const entries = async () => (await api.call('GET', `/api/access-log?action=${action}&limit=200`)).body.items.length;
  const before = await entries();
  isFull = true;
  const refused = await api.call('POST', url, { token: admin.token, body: body() });
  isFull = false;
  expect(refused.status).toBe(503);
  expect(refused.text).not.toContain(said);
  expect((await api.call('GET', '/api/rules/backtests')).body.items).toEqual([]);
  expect(await entries()).toBe(before);
  expect((await api.call('POST', url, { token: admin.token, body: body() })).status).not.toBe(503);
  expect(await entries()).toBe(before + 1);
});

test('an entry whose text cannot be opened any more hides no other entry', async () => {
  const accessLog = api.dependencies.accessLog;
  const { id, email } = api.people.auditor;
  const search = (query: string) =>
    accessLog.record({ actor: { kind: 'user', id, email, role: 'auditor' }, action: 'record.search', query });
  await search('readable');
  await search('altered');
  await api.database.pool.query(
    `update access_log set box = '\\x00' where access_id = (select max(access_id) from access_log)`,
  );
  const { status, body } = await api.call('GET', '/api/access-log?action=record.search&limit=2');
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    { query: null, is_query_readable: false },
    { query: 'readable', is_query_readable: true },
  ]);
});
