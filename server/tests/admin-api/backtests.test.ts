import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { createBacktests } from '../../src/administration/backtests/backtests.ts';
import { createJudge, type Judge } from '../../src/journey/judge.ts';
import { readAnswer } from '../../src/journey/read-answer.ts';
import { newId } from '../../src/platform/ids.ts';
import { RuleCosts } from '../../src/risk/rule-costs.ts';
import { until } from '../support/until.ts';
import { opener } from '../support/vault.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { type CompanyRecord, createCompanyRecord, hitIn } from './company-record.ts';

let api: AdminFixture;
let company: CompanyRecord;
let named: string[];
let wasFound: string;

/** Before what is in the record already, and after it. */
const window = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const codename = {
  id: 'project_codename',
  display_name: 'Project codename',
  category: 'enterprise',
  kind: 'keywords',
  keywords: ['Bluefin'],
  severity: 'high',
  action: 'block',
};

beforeAll(async () => {
  api = await createAdminFixture();
  company = await createCompanyRecord(api.database);
  const talk = 'Nothing but talk about the weather. '.repeat(200);
  named = [await company.chat('When does Bluefin ship?'), await company.chat(`${talk}And of Bluefin.`)];
  const said = 'Redfin it was called before.';
  wasFound = await company.chat(said, { decision: 'rerouted', route: 'secure', hits: [hitIn(said, 'Redfin')] });
  await company.chat('Good morning.');
  await company.chat('', { decision: null, final_model: null });
});
afterAll(() => api.close());

const start = (body: object, token?: string) =>
  api.call('POST', '/api/rules/backtest', {
    body: { ...window, rules: [codename], ...body },
    ...(token ? { token } : {}),
  });
const read = async (id: string): Promise<admin.Backtest> =>
  JSON.parse((await api.call('GET', `/api/rules/backtests/${id}`)).text) as admin.Backtest;

async function ended(id: string): Promise<admin.Backtest> {
  await until(async () => (await read(id)).state !== 'running');
  return read(id);
}

/** Starts one and waits for its end. */
async function run(body: object = {}): Promise<admin.Backtest> {
  const answer = await start(body);
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({ state: 'running', ended_at: null });
  return ended(answer.body.id);
}

describe('a backtest', () => {
  test('tells what would be decided differently, by rule, with masked samples', async () => {
    const { state, progress, result, reason } = await run();
    expect({ state, reason }).toEqual({ state: 'done', reason: null });
    expect(progress).toEqual({
      calls_total: 5,
      calls_looked_at: 5,
      calls_compared: 4,
      calls_skipped: 1,
      calls_gone: 0,
    });
    expect(result?.decisions).toEqual([
      { before: 'passed', after: 'blocked', calls: 2 },
      { before: 'passed', after: 'passed', calls: 1 },
      { before: 'rerouted', after: 'passed', calls: 1 },
    ]);
    const rule = result?.rules.find((one) => one.rule === 'project_codename');
    expect(rule).toMatchObject({ calls_before: 1, calls_after: 2, hits_before: 1, hits_after: 2 });
    expect(rule?.changed).toEqual([
      { before: 'passed', after: 'blocked', calls: 2 },
      { before: 'rerouted', after: 'passed', calls: 1 },
    ]);
    expect(rule?.us_per_100_kb).toBeGreaterThan(0);
    expect(rule?.samples.toSorted((a, b) => (a.request_id < b.request_id ? -1 : 1))).toEqual([
      { ...sampleAt(10), request_id: named[0] },
      { ...sampleAt(7207), request_id: named[1] },
      { ...sampleAt(0), request_id: wasFound, end: 6, sample: 'R***', change: 'lost' },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/Bluefin|Redfin/);
  });

  test('reads the calls that a filter lets through, and no more than it was told to', async () => {
    expect((await run({ filters: { user: ['nobody@company.test'] } })).progress.calls_looked_at).toBe(0);
    expect((await run({ filters: { decision: ['rerouted'] } })).progress).toMatchObject({ calls_compared: 1 });
    expect((await run({ calls_max: 1 })).progress.calls_compared).toBeLessThanOrEqual(1);
    expect((await run({ to: '2020-01-02T00:00:00Z' })).result).toEqual({ decisions: [], answers: [], rules: [] });
  });

  test('takes texts that were reviewed since as harmless', async () => {
    const text = 'When does Bluefin ship?';
    const reviewed = (await api.call('POST', '/api/reviewed-texts', { body: { text, note: 'asked every day' } })).body;
    const { result } = await run();
    expect(result?.decisions).toContainEqual({ before: 'passed', after: 'blocked', calls: 1 });
    await api.call('DELETE', `/api/reviewed-texts/${reviewed.id}`);
  });

  test('is told by the access log before it reads anything', async () => {
    const { id } = await run({ filters: { user: ['nobody@company.test'] } });
    expect((await api.call('GET', `/api/access-log?target_id=${id}`)).body.items).toMatchObject([
      { action: 'backtest.run', target_kind: 'backtest', detail: { filters: { user: ['nobody@company.test'] } } },
    ]);
  });

  test('is refused for a rule that could not be saved, and for a window that ends before it begins', async () => {
    const wrong = { ...codename, kind: 'regex', keywords: undefined, regex: '(' };
    expect((await start({ rules: [wrong] })).body.errors).toMatchObject([{ field: 'rules[0].regex' }]);
    expect((await start({ to: window.from })).body.errors).toMatchObject([{ field: 'to' }]);
  });

  test('stands in the list, newest first, without its result', async () => {
    const newest = await run();
    const { items } = (await api.call('GET', '/api/rules/backtests?limit=1')).body;
    expect(items).toMatchObject([{ id: newest.id, state: 'done', result: null }]);
  });
});

describe('a backtest that runs', () => {
  test('keeps another one from starting, and ends when it is cancelled, with what it found so far', async () => {
    const { backtests, release } = waiting();
    const { id } = await backtests.start(actor(), request());
    await expect(backtests.start(actor(), request())).rejects.toMatchObject({ kind: 'conflict' });
    expect((await api.call('DELETE', `/api/rules/backtests/${id}`)).status).toBe(204);
    release();
    expect((await ended(id)).state).toBe('cancelled');
    expect((await api.call('DELETE', `/api/rules/backtests/${id}`)).status).toBe(409);
    expect((await api.call('DELETE', '/api/rules/backtests/bkt_none')).status).toBe(404);
  });

  test('ends with its process, and says so', async () => {
    const { backtests, release } = waiting();
    const { id } = await backtests.start(actor(), request());
    const stopped = backtests.stop();
    release();
    await stopped;
    expect(await read(id)).toMatchObject({ state: 'interrupted', ended_at: expect.any(String) });
  });

  test('fails without a word of what it read', async () => {
    const { backtests } = judging(() => Promise.reject(new TypeError('cannot read "Bluefin"')));
    const { id } = await backtests.start(actor(), request());
    expect(await ended(id)).toMatchObject({ state: 'failed', reason: 'TypeError' });
  });

  test('is known as interrupted when its process is gone without a word', async () => {
    const id = newId('bkt');
    const noProgress = { calls_total: null, calls_looked_at: 0, calls_compared: 0, calls_skipped: 0, calls_gone: 0 };
    await api.database.pool.query(
      `insert into backtests (id, request, actor, progress, lease_until) values ($1, $2, '{"kind":"command"}', $3, now() - interval '1 second')`,
      [id, JSON.stringify(request()), JSON.stringify(noProgress)],
    );
    expect((await read(id)).state).toBe('interrupted');
  });
});

describe('answers', () => {
  const rule = {
    ...codename,
    id: 'answer_codename',
    keywords: ['Orangefin'],
    direction: 'response',
    response_action: 'cut',
  };
  const whole = (content: string) =>
    JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] });
  const streamed = (...pieces: string[]) =>
    [...pieces.map((content) => JSON.stringify({ choices: [{ index: 0, delta: { content } }] })), '[DONE]']
      .map((data) => `data: ${data}\n\n`)
      .join('');

  test('are read again by the rules that read answers, whole ones and streams', async () => {
    const inWhole = await company.chat('Which fish?', {}, { body: whole('An Orangefin it was.') });
    const inStream = await company.chat('Which?', { stream: true }, { body: streamed('It is Orange', 'fin again.') });
    await company.chat('What else?', {}, { body: whole('Nothing.') });
    const said = 'A Yellowfin, redacted then.';
    const place = 'choices[0].message.content';
    const hit = hitIn(said, 'Yellowfin', {
      rule: 'gone',
      action: 'redact',
      place,
      scope: 'assistant',
      direction: 'response',
    });
    const lost = await company.chat('And now?', {}, { body: whole(said), hits: [hit] });

    const { result } = await run({ rules: [rule] });
    expect(result?.answers).toEqual([
      { before: 'given', after: 'cut', calls: 2 },
      { before: 'given', after: 'given', calls: 1 },
      { before: 'redacted', after: 'given', calls: 1 },
    ]);
    const found = result?.rules.find((one) => one.rule === 'answer_codename');
    expect(found).toMatchObject({ calls_before: 0, calls_after: 2, hits_before: 0, hits_after: 2, changed: [] });
    const sample = { place, scope: 'assistant', direction: 'response', sample: 'O***', change: 'found' };
    expect(found?.samples.toSorted((a, b) => (a.request_id < b.request_id ? -1 : 1))).toEqual([
      { ...sample, request_id: inWhole, start: 3, end: 12 },
      { ...sample, request_id: inStream, start: 6, end: 15 },
    ]);
    expect(result?.rules.find((one) => one.rule === 'gone')?.samples).toMatchObject([
      { request_id: lost, direction: 'response', change: 'lost' },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/Orangefin|Yellowfin/);
  });

  test('are not opened where no rule reads them', async () => {
    const { result } = await run({ rules: [], filters: { decision: ['rerouted'] } });
    expect(result?.answers).toEqual([]);
  });
});

function sampleAt(start: number) {
  return { place: 'messages[0].content', scope: 'user', start, end: start + 7, sample: 'B***', change: 'found' };
}

function actor() {
  const { id, email } = api.people.admin;
  return { kind: 'user', id, email, role: 'admin' } as const;
}

function request(): admin.BacktestRequest {
  return { ...window, rules: [], filters: {}, calls_max: 100, samples_max: 5 };
}

/** Of a process of its own. */
function judging(judge: Judge) {
  const { pool, accessLog, log, fingerprints } = api.dependencies;
  const costs = new RuleCosts();
  const options = { pool, recordPool: pool, opener, accessLog, log, judge, readAnswer, costs, fingerprints };
  return { backtests: createBacktests(options) };
}

/** Nothing is judged before it is let go. */
function waiting() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const real = createJudge(api.dependencies.scanning);
  const waits = judging(async (...call) => {
    await promise;
    return real(...call);
  });
  return { ...waits, release: () => resolve() };
}
