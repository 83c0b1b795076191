import { money } from '@tollgate/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cost, open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { record } from '../audit-shipper/ship.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

interface Line {
  readonly key: string | null;
  readonly and?: { readonly key: string | null };
  readonly calls: number;
  readonly calls_url: string;
  readonly costs: readonly { readonly currency: string; readonly amount: string }[];
  readonly converted?: { readonly amount: string; readonly unconverted: readonly object[] };
}

let api: AdminFixture;
const start = Date.parse('2026-11-24T22:00:00Z');
const count = 36;

beforeAll(async () => {
  api = await createAdminFixture();
  const { admin, member } = api.people;
  const events = Array.from({ length: count }, (_, index) => {
    const id = requestId(start + index * 400_000);
    const isSecure = index % 5 === 0;
    const user = [admin, member, null][index % 3] ?? null;
    const amount = `0.${String(1 + index * 7).padStart(12, '0')}`;
    return [
      open(
        openHead(id, {
          user: user && { id: user.id, email: user.email },
          instance: index % 4 === 0 ? null : { id: `ins_${index % 4}`, name: `claw-${index % 4}` },
          session_id: index % 7 === 0 ? null : `ses_${index % 2}`,
          trace_id: `trc_${index % 6}`,
          final_model: isSecure ? 'qwen' : '=gpt',
          route: isSecure ? 'secure' : 'external',
        }),
      ),
      settle(settleHead(id, { cost: isSecure ? cost(amount, 'CNY', 'internal_cost') : cost(amount) })),
    ];
  });
  await record(api.database.pool, ...events.flat());
  const { pool } = api.database;
  await pool.query(
    `insert into cost_centre_assignments (id, subject_kind, subject_id, cost_centre, valid_from)
    values ('1', 'user', $1, 'Research', '2026-01-01'), ('2', 'user', $1, 'Sales', '2026-11-25')`,
    [admin.id],
  );
});
afterAll(() => api.close());

const get = async (url: string): Promise<{ items: readonly Line[] } & Line & { missing_rates?: readonly object[] }> => {
  const answer = await api.call('GET', url);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text);
};

/** What the ledger holds of the calls that a link lists. */
async function ledgerOf(url: string): Promise<{ calls: number; costs: Record<string, string> }> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const joined = `${url}${url.includes('?') ? '&' : '?'}limit=20${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await api.call('GET', joined);
    expect(answer.status, answer.text).toBe(200);
    ids.push(...answer.body.items.map((item) => item.request_id));
    cursor = answer.body.next_cursor;
  }
  const { rows } = await api.database.pool.query<{ currency: string; amount: string }>(
    'select currency, sum(amount)::text as amount from ledger where request_id = any($1) group by 1 order by 1',
    [ids],
  );
  return { calls: ids.length, costs: Object.fromEntries(rows.map(({ currency, amount }) => [currency, amount])) };
}

test.each([
  'summary',
  'summary?from=2026-11-24T22:30:00Z&to=2026-11-25T01:10:00Z&model=qwen',
  'by/user',
  'by/instance?route=external',
  'by/model?from=2026-11-24T22:17:00Z',
  'by/session',
  'by/trace',
  'by/day?and=model',
  'by/hour?and=user',
  'by/month',
  'by/cost_centre',
  'by/cost_centre?and=day',
  'by/session?and=route&limit=200',
  'by/key',
  'by/user?cost_centre=Sales',
  'by/day?time_zone=Asia/Shanghai',
  'by/month?and=user&time_zone=America/New_York',
  'by/session?and=day&time_zone=America/New_York',
])('each line of %s links to exactly the calls that it is made of', async (question) => {
  const report = await get(`/api/costs/${question}`);
  const lines = question.startsWith('summary') ? [report] : report.items;
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(await ledgerOf(line.calls_url), line.calls_url).toEqual({
      calls: line.calls,
      costs: Object.fromEntries(line.costs.map(({ currency, amount }) => [currency, amount])),
    });
  }
  if (!question.includes('?')) expect(lines.reduce((sum, line) => sum + line.calls, 0)).toBe(count);
});

test('days are those of the zone that is asked for, when hours begin in it as they do in the report time zone', async () => {
  const days = async (query: string) =>
    (await get(`/api/costs/by/day${query}`)).items.map(({ key, calls }) => [key, calls]);
  expect(await days('')).toEqual([
    ['2026-11-24', 18],
    ['2026-11-25', 18],
  ]);
  expect(await days('?time_zone=Asia/Shanghai')).toEqual([['2026-11-25', count]]);
  const refused = await api.call('GET', '/api/costs/by/day?time_zone=Asia/Kolkata');
  expect(refused.body.errors).toMatchObject([{ field: 'time_zone', message: 'is not whole hours apart from UTC' }]);
  expect((await api.call('GET', '/api/costs/by/day?time_zone=Atlantis/Poseidonis')).status).toBe(422);
});

test('a person who moves to another cost centre takes the calls of before along to none', async () => {
  const { items } = await get('/api/costs/by/cost_centre?and=day');
  expect(items.map(({ key, and }) => [key, and?.key])).toEqual([
    ['Research', '2026-11-24'],
    ['Sales', '2026-11-25'],
    [null, '2026-11-24'],
    [null, '2026-11-25'],
  ]);
});

test('members see what is their own, whatever they ask for', async () => {
  const { member, admin } = api.people;
  const ask = (url: string) => api.call('GET', url, { token: member.token });
  expect((await ask('/api/costs/summary')).body.calls).toBe(count / 3);
  expect((await ask(`/api/costs/summary?user=${admin.email}`)).body.calls).toBe(0);
  expect((await ask('/api/costs/by/user')).body.items).toMatchObject([{ key: member.id, name: member.email }]);
  const ledger = await ask('/api/costs/ledger');
  expect(ledger.body.items).toHaveLength(count / 3);
  expect(ledger.body.items.every(({ user_id }) => user_id === member.id)).toBe(true);
});

test('totals in one currency are those of the rates of each day; a day without one is named, and left out', async () => {
  const upload = (body: string, query = '') =>
    api.call('POST', `/api/exchange-rates${query}`, { body, headers: { 'content-type': 'text/csv' } });
  expect((await upload('day,currency,base,rate\n2026-11-24,USD,EUR,1.25\n2026-11-24,CNY,EUR,8\n')).body).toMatchObject({
    changed: 2,
  });
  expect((await upload('day,currency,base,rate\n2026-11-24,USD,EUR,1.250\n')).body).toMatchObject({ changed: 0 });
  const refused = await upload(
    'day,currency,base,rate\n2026-11-25,USD,EUR,1.2\n2026-11-24,USD,EUR,1.3\n2026-11-24,usd,EUR,1\n',
  );
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ field: 'line 4' }]);
  const other = await upload('day,currency,base,rate\n2026-11-25,USD,EUR,1.2\n2026-11-24,USD,EUR,1.3\n');
  expect(other.body.errors).toMatchObject([{ field: 'line 3', message: expect.stringMatching(/known as 1.25/) }]);
  expect((await get('/api/exchange-rates?limit=1')).items).toMatchObject([{ day: '2026-11-24', currency: 'CNY' }]);

  const summary = await get('/api/costs/summary?currency=EUR');
  expect(summary.missing_rates).toEqual([
    { day: '2026-11-25', currency: 'CNY' },
    { day: '2026-11-25', currency: 'USD' },
  ]);
  const latest = await get('/api/costs/summary?currency=EUR&rates=latest_before');
  expect(latest).toMatchObject({ missing_rates: [], converted: { unconverted: [] } });
  for (const by of ['user', 'day', 'session', 'model', 'hour']) {
    for (const [rates, total] of [
      ['same_day', summary],
      ['latest_before', latest],
    ] as const) {
      const { items } = await get(`/api/costs/by/${by}?currency=EUR&rates=${rates}&limit=200`);
      const sum = money.sum(items.map(({ converted }) => money.decimal(converted?.amount ?? '0')));
      expect(money.compare(sum, money.decimal(total.converted?.amount ?? '')), by).toBe(0);
    }
  }
});

test('the top spenders come first, in the currency that is asked for, page by page', async () => {
  const whole = await get('/api/costs/by/trace?sort=amount&currency=USD&limit=200');
  const amounts = whole.items.map(({ converted }) => money.decimal(converted?.amount ?? ''));
  expect(amounts.toSorted((a, b) => money.compare(b, a))).toEqual(amounts);
  const keys: (string | null)[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await api.call(
      'GET',
      `/api/costs/by/trace?sort=amount&currency=USD&limit=4${cursor && `&cursor=${cursor}`}`,
    );
    keys.push(...page.body.items.map(({ key }) => key));
    cursor = page.body.next_cursor;
  }
  expect(keys).toEqual(whole.items.map(({ key }) => key));
  expect((await api.call('GET', '/api/costs/by/user?sort=amount')).status).toBe(422);
});

test('CSV has all lines with a column for each kind and currency, and no formula', async () => {
  const { text, headers } = await api.call('GET', '/api/costs/by/model?format=csv');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const [header = '', first = '', second = ''] = text.split('\r\n');
  expect(header.split(',').slice(-2)).toEqual(['estimated_cost_USD', 'internal_cost_CNY']);
  expect([first, second].map((line) => line.split(',')[0])).toEqual(["'=gpt", 'qwen']);
  const ledger = await api.call('GET', '/api/costs/ledger?format=csv&currency=CNY');
  expect(ledger.text.trim().split('\r\n')).toHaveLength(1 + Math.ceil(count / 5));
});

test('a report with more lines than a file takes is refused, and not cut', async () => {
  const { pool } = api.database;
  await pool.query(
    `insert into cost_rollups
     select many.* from (select * from cost_rollups where unit = 'session' limit 1) rollup, generate_series(1, 100001) n,
       json_populate_record(rollup::cost_rollups, json_build_object('session_id', 'many-' || n)) many`,
  );
  const answer = await api.call('GET', '/api/costs/by/session?format=csv');
  expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining('100000 lines')]);
});
