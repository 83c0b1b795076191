import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { expectError, hello, startFixture } from './fixture.ts';

const secret = `sk-proj-${'aZ4kQ9xW7mB2vN8cR1tY6uP3'.repeat(2)}`;
const { gateway, standIn, chat } = await startFixture({
  provider: 'forward_headers: [x-team]',
  rules: [
    '{ id: team_name, display_name: Team name, description: A team, category: enterprise, kind: keywords, keywords: [Bluebird], severity: low, action: redact, examples: { match: [Bluebird], no_match: [x] } }',
  ],
});

it.each(['idempotency-key', 'openai-beta', 'x-team'])(
  'a secret in the header %s, which would travel, is found',
  async (name) => {
    const seen = standIn.calls.length;
    const answer = await chat(hello('gpt-test'), { headers: { [name]: `v1 ${secret}` } });
    expectError(answer, 'content_policy_violation', { param: `headers.${name}` });
    expect(standIn.calls.length).toBe(seen);
    const { hits, decision } = await gateway.settled(answer.requestId);
    expect({ decision, places: hits.map((hit) => hit.place) }).toEqual({
      decision: 'blocked',
      places: [`headers.${name}`],
    });
  },
);

it('a header that nobody forwards is not scanned, and what cannot be redacted in one that travels is blocked', async () => {
  expect((await chat(hello('gpt-test'), { headers: { 'x-mine': secret } })).status).toBe(200);
  const answer = await chat(hello('gpt-test'), { headers: { 'x-team': 'Bluebird' } });
  expectError(answer, 'content_policy_violation', { param: 'headers.x-team' });
});

it('a stranger whose body never ends is answered, and let go', async () => {
  const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: here\r\ncontent-length: 100000\r\n\r\n{');
  const dribble = setInterval(() => socket.write(' '), 100);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 401 [\s\S]*invalid_api_key/);
  clearInterval(dribble);
}, 20_000);
