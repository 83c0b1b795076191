import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { startFixture } from './fixture.ts';

const { gateway, chat } = await startFixture({
  rules: [
    '{ id: vendor, display_name: Vendor, category: enterprise, kind: keywords, keywords: [Nordwind], severity: high, action: block }',
  ],
});

const prompt = (): string => `You serve Nordwind. Session ${randomUUID()}, begun on ${new Date().toISOString()}.`;
const body = (system: string, question = 'Hello.'): object => ({
  model: 'gpt-test',
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: question },
  ],
});

it('a stock prompt that was reviewed blocks no call any more, and what else is in the call still does', async () => {
  const blocked = await chat(body(prompt()));
  expect(blocked.status).toBe(400);
  await gateway.settled(blocked.requestId);
  const review = await gateway.api('/reviewed-texts', {
    method: 'POST',
    body: JSON.stringify({ request_id: blocked.requestId, place: 'messages[0].content', note: 'The stock prompt.' }),
  });
  expect(review.status).toBe(201);

  const passed = await until(async () => {
    const answer = await chat(body(prompt()));
    return answer.status === 200 && answer;
  });
  const record = await gateway.settled(passed.requestId);
  expect(record).toMatchObject({
    decision: 'passed',
    route: 'external',
    hits: [{ rule: 'vendor', is_reviewed: true }],
  });
  expect(record.explanation.join('\n')).toContain('1 in reviewed texts, which decide nothing');

  expect((await chat(body(prompt(), 'And Nordwind?'))).status).toBe(400);
  expect((await chat(body(`${prompt()} Nordwind pays.`))).status).toBe(400);
});
