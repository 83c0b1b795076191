import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, openChat, readUntil, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment, keys } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** The caller's request is respected: bytes in, bytes out, event by event. */

const streams = [
  'unicode',
  'crlf',
  'cr',
  'pieces-3',
  'comments',
  'open',
  'usageeach',
  'usagelast',
  'chunks-200',
  'gzip',
].map((word) => `stand-in-${word}`);

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({
      outside: standIn.url,
      models: [...streams, 'stand-in-endless-5', 'stand-in-nodone', 'stand-in-cut-3'],
    }),
    env: companyEnvironment,
  });
});
beforeEach(() => standIn.reset());
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

function payload(requestId: string, name: string): Promise<string> {
  return gateway.api(`/invocations/${requestId}/payloads/${name}`).then((response) => response.text());
}

it('what policy does not touch reaches the provider as it was written', async () => {
  const odd =
    '\n{ "messages" :[{"role":"user","content":"caf\\u00e9 \\ud83d\\ude00 \\/ tab\\t","vendor":{"n":12345678901234567890,"f":1.0e+2}}],\r\n' +
    '"tools":[{"type":"made_up","x":[1,,0]}],"model":"GPT-Test" , "top_k":5,"twice":1,"twice":2 }\n'.replace(
      '[1,,0]',
      '[1,0]',
    );
  const answer = await chat(gateway.origin, odd);
  expect(answer.status).toBe(200);
  const sent = odd.replace('"GPT-Test"', '"gpt-test-2026"');
  expect(standIn.calls[0]?.body.toString()).toBe(sent);
  await gateway.settled(answer.requestId);
  expect(await payload(answer.requestId, 'request-received')).toBe(odd);
  expect(await payload(answer.requestId, 'request-sent')).toBe(sent);
});

it.each(streams)(
  'the stream of %s is stored and delivered byte for byte, but for the usage chunk not asked for',
  async (model) => {
    const answer = await chat(gateway.origin, says('stream, please', { model, stream: true }));
    expect(answer.status).toBe(200);
    await gateway.settled(answer.requestId);
    const received = await payload(answer.requestId, 'response-received');
    expect(await payload(answer.requestId, 'response-sent')).toBe(answer.text);
    const events = received.split(/(?<=\r\n\r\n|\n\n|\r\r)/);
    expect(events.join('')).toBe(received);
    expect(answer.text).toBe(events.filter((event) => !event.includes('"choices":[]')).join(''));
    expect(answer.text).not.toMatch(/"choices":\[\]/);

    const asked = await chat(
      gateway.origin,
      says('stream, please', { model, stream: true, stream_options: { include_usage: true } }),
    );
    await gateway.settled(asked.requestId);
    expect(await payload(asked.requestId, 'response-received')).toBe(asked.text);
  },
);

it.each(['stand-in-nodone', 'stand-in-cut-3'])(
  'the cut stream of %s ends with an error in band, never with a made-up end',
  async (model) => {
    const answer = await chat(gateway.origin, says('cut me off', { model, stream: true }));
    expect(answer.text).not.toMatch(/\[DONE\]|"finish_reason":"stop"/);
    expect(answer.text.trimEnd().split('\n').at(-1)).toMatch(
      /^data: \{"error":\{"message":".+","type":"api_error","param":null,"code":"provider_error"\}\}$/,
    );
    expect(await gateway.settled(answer.requestId)).toMatchObject({ status: 'failed', error_code: 'provider_error' });
    expect(answer.text.startsWith(await payload(answer.requestId, 'response-received'))).toBe(true);
    expect(await payload(answer.requestId, 'response-sent')).toBe(answer.text);
  },
);

it('events reach the caller while the provider is still sending', async () => {
  const response = await openChat(gateway.origin, says('never ends', { model: 'stand-in-endless-5', stream: true }));
  const { text, reader } = await readUntil(response, (all) => all.split('data:').length > 5);
  expect(text.split('data:').length).toBeGreaterThan(5);
  expect(standIn.calls[0]?.cancelled).toBe(false);
  await reader.cancel();
  await until(
    () => standIn.calls[0]?.cancelled === true,
    () => 'the provider was not told that the caller left',
  );
  const record = await gateway.settled(response.headers.get('x-request-id') ?? '');
  expect(record).toMatchObject({ status: 'aborted', usage: { estimated: true } });
});

it("neither the caller's credentials nor headers that are not on the list reach the provider", async () => {
  const response = await openChat(gateway.origin, says('Hello'), keys.bot, {
    headers: {
      cookie: 'a=b',
      'x-forwarded-for': '1.2.3.4',
      'openai-organization': 'org-x',
      'openai-beta': 'assistants=v2',
      'x-session-id': 's1',
    },
  });
  await response.text();
  const headers = JSON.stringify(standIn.calls[0]?.headers);
  expect(headers).toContain('assistants=v2');
  expect(headers).toContain(companyEnvironment.TEST_PROVIDER_KEY);
  for (const kept of [keys.bot, 'a=b', '1.2.3.4', 'org-x', '"s1"']) expect(headers).not.toContain(kept);
});
