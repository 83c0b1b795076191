import { describe, expect, it } from 'vitest';
import type { admin, Invocation } from '@tollgate/contract';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { startFixture } from './fixture.ts';

/** What the test bench and backtests say is what the data plane does. */

const keyword = (id: string, word: string, action: string): string =>
  `{ id: ${id}, display_name: "About ${word}", category: enterprise, kind: keywords, keywords: [${word}], severity: high, action: ${action} }`;

const { gateway, chat, standIn } = await startFixture({
  rules: [
    keyword('codename', 'Bluefin', 'block'),
    keyword('nickname', 'Redfin', 'redact'),
    keyword('plan', 'Greenfin', 'route_secure_model'),
    keyword('rumour', 'Greyfin', 'allow'),
    keyword('reply', 'Blackfin', 'block').replace(' }', ', direction: response, response_action: redact }'),
  ],
});

const paths = {
  'chat.completions': '/v1/chat/completions',
  responses: '/v1/responses',
  messages: '/v1/messages',
} as const;
type Endpoint = keyof typeof paths;

function bodyFor(endpoint: Endpoint, content: string, model: string): object {
  if (endpoint === 'responses') return { model, input: content };
  return { model, messages: [{ role: 'user', content }], ...(endpoint === 'messages' ? { max_tokens: 50 } : {}) };
}

async function called(endpoint: Endpoint, content: string, model = 'auto'): Promise<Invocation> {
  const { requestId } = await chat(bodyFor(endpoint, content, model), { path: paths[endpoint], key: keys.bot });
  return gateway.settled(requestId);
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await gateway.api(path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Answer;
}

const sayings = ['Good morning.', 'Of Bluefin.', 'Of Redfin.', 'Of Greenfin.', 'Of Greyfin, Redfin and Greenfin.'];

describe.each(Object.keys(paths) as Endpoint[])('%s: the bench decides as the data plane did', (endpoint) => {
  it.each(sayings)('%s', async (content) => {
    const invocation = await called(endpoint, content);
    const recorded = await post<admin.RuleTestResult>('/rules/test', { request_id: invocation.request_id });
    const pasted = await post<admin.RuleTestResult>('/rules/test', {
      request: bodyFor(endpoint, content, 'auto'),
      endpoint,
      as: { instance: 'build-bot' },
    });
    for (const { hits, scanned, decision } of [recorded, pasted]) {
      expect(hits).toEqual(invocation.hits);
      expect({ ...scanned, answer: invocation.scanned?.answer }).toEqual(invocation.scanned);
      expect(decision).toMatchObject({
        outcome: invocation.decision,
        requested_model: 'auto',
        selected_model: invocation.selected_model,
        final_model: invocation.final_model,
        route: invocation.route,
      });
      expect(invocation.explanation.slice(0, decision?.explanation.length)).toEqual(decision?.explanation);
    }
  });
});

it('a model that is not there is refused by both', async () => {
  const invocation = await called('chat.completions', 'Hello', 'private');
  const { decision } = await post<admin.RuleTestResult>('/rules/test', { request_id: invocation.request_id });
  expect(invocation).toMatchObject({ error_code: 'model_not_found', error_detail: decision?.explanation[0] });
  expect(decision).toMatchObject({ outcome: 'refused', code: 'model_not_found' });
});

it('a backtest without a change finds nothing that would be different', async () => {
  await called('chat.completions', `${'A long talk about fish. '.repeat(2000)}And Greenfin.`);
  for (const stream of [false, true]) {
    standIn.script('gpt-test-2026', { text: 'It is Blackfin that you mean.', chunks: 7 }, 1);
    const answer = await chat({ ...bodyFor('chat.completions', 'Which one?', 'auto'), stream }, { key: keys.bot });
    expect(answer.text).not.toContain('Blackfin');
    expect((await gateway.settled(answer.requestId)).hits).toMatchObject([{ rule: 'reply', action: 'redact' }]);
  }
  const window = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
  const { id } = await post<admin.Backtest>('/rules/backtest', { ...window, rules: [] });
  const done = await until(async () => {
    const backtest = (await (await gateway.api(`/rules/backtests/${id}`)).json()) as admin.Backtest;
    return backtest.state === 'running' ? null : backtest;
  });
  expect(done).toMatchObject({ state: 'done', reason: null });
  expect(done.progress.calls_compared).toBeGreaterThanOrEqual(sayings.length * 3 + 1);
  expect(done.result?.answers).toContainEqual({ before: 'redacted', after: 'redacted', calls: 2 });
  expect(done.result?.answers.filter(({ before, after }) => before !== after)).toEqual([]);
  expect(done.result?.decisions.filter(({ before, after }) => before !== after)).toEqual([]);
  expect(done.result?.rules.flatMap(({ samples, changed }) => [...samples, ...changed])).toEqual([]);
});
