import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/catalog/snapshot.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { scan } from '../../src/journey/scan.ts';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { type ChatBody, chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { cleanUpGateways, type GatewayProcess, recordMode, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** Nothing leaves unscanned: every text, in every place, whatever the form of the answer; no rules, no call. */

/** Found by a rule that blocks; nobody's. */
const secret = ['-----BEGIN', 'PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END', 'PRIVATE KEY-----'].join(
  ' ',
);
const person = 'Please write to jonas.weber@weber-logistik.de about it.';

const user = { role: 'user', content: 'Hello' };
const call = (name: string, args: string): object => ({
  id: 'call_a1b2c3d4e5f6',
  type: 'function',
  function: { name, arguments: args },
});
const result = { role: 'tool', tool_call_id: 'call_a1b2c3d4e5f6', content: 'ok' };

const places: Record<string, ChatBody> = {
  'system message': { messages: [{ role: 'system', content: secret }, user] },
  'developer message': { messages: [{ role: 'developer', content: secret }, user] },
  'user message': { messages: [{ role: 'user', content: secret }] },
  'user content part': { messages: [{ role: 'user', content: [{ type: 'text', text: secret }] }] },
  'earlier user message': {
    messages: [{ role: 'user', content: secret }, { role: 'assistant', content: 'I see.' }, user],
  },
  'assistant message': { messages: [user, { role: 'assistant', content: secret }, user] },
  'tool call arguments': {
    messages: [
      user,
      { role: 'assistant', content: null, tool_calls: [call('save', JSON.stringify({ text: secret }))] },
      result,
    ],
  },
  'tool result': {
    messages: [
      user,
      { role: 'assistant', content: null, tool_calls: [call('read', '{}')] },
      { ...result, content: secret },
    ],
  },
  'name of a participant': { messages: [{ ...user, name: secret }] },
  'tool description': {
    messages: [user],
    tools: [{ type: 'function', function: { name: 'read', description: secret } }],
  },
  'tool parameter': {
    messages: [user],
    tools: [
      {
        type: 'function',
        function: {
          name: 'read',
          parameters: { type: 'object', properties: { a: { type: 'string', enum: [secret] } } },
        },
      },
    ],
  },
  'unknown tool type': { messages: [user], tools: [{ type: 'shell', environment: { image: secret } }] },
  metadata: { messages: [user], metadata: { note: secret } },
  'unknown field': { messages: [user], vendor_extension: { deep: [[{ er: secret }]] } },
  'name of a member': { messages: [user], vendor_extension: { [secret]: true } },
  'response format': {
    messages: [user],
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { description: secret } } },
  },
  'stop sequence': { messages: [user], stop: [secret] },
};

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: database.url,
    // Nothing listens where the secure model should be.
    config: companyConfig({ outside: standIn.url, inside: 'http://127.0.0.1:9/v1' }),
    env: companyEnvironment,
  });
});
beforeEach(() => standIn.reset());
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

describe.each([false, true])('with stream: %s', (stream) => {
  it.each(Object.keys(places))('a secret in a %s does not leave', async (place) => {
    const answer = await chat(gateway.origin, { model: 'auto', stream, ...places[place] });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code: 'content_policy_violation' } });
    expect(answer.text).not.toContain('MIIEvQ');
    expect(standIn.calls).toHaveLength(0);
    const record = await gateway.settled(answer.requestId);
    expect(record).toMatchObject({ status: 'blocked', decision: 'blocked', route: null, final_model: null });
    expect(record.hits.map((hit) => hit.rule)).toContain('private_key');
    expect(JSON.stringify(record)).not.toContain('MIIEvQ');
  });

  it('sensitive content never goes outside, not even when the secure model is down', async () => {
    const answer = await chat(gateway.origin, says(person, { stream }));
    expect(answer.status).toBe(502);
    expect(answer.json).toMatchObject({ error: { code: 'provider_error' } });
    expect(answer.headers.get('x-tollgate-route')).toBe('secure');
    expect(standIn.calls).toHaveLength(0);
    expect(await gateway.settled(answer.requestId)).toMatchObject({
      status: 'failed',
      decision: 'rerouted',
      route: 'secure',
    });
  });
});

it('a rule that cannot be evaluated refuses the call', () => {
  const policy = {
    rules: {
      scan() {
        throw new Error('out of fuel');
      },
    },
  } as unknown as Snapshot;
  const outcome = scan(readChatRequest(JSON.stringify(says('Hello'))), policy);
  expect(outcome).toMatchObject({ kind: 'refusal', code: 'rules_unavailable', httpStatus: 503 });
});

// Without the database there is no record in the other mode, which refuses calls before that.
it.runIf(recordMode === 'journal')(
  'a policy that was not confirmed for too long lets no call through, and does again once it is',
  async () => {
    const relay = await relayTo(database.url);
    const stale = await startGateway({
      databaseUrl: relay.url,
      config: companyConfig({ outside: standIn.url }),
      env: { ...companyEnvironment, TOLLGATE_SNAPSHOT_AGE_MAX_S: '2' },
    });
    expect((await chat(stale.origin, says('Hello'))).status).toBe(200);
    await relay.cut();
    const refused = await until(async () => {
      const answer = await chat(stale.origin, says('Hello'));
      return answer.status === 503 ? answer : null;
    });
    expect(refused.json).toMatchObject({ error: { code: 'policy_stale' } });
    const asked = standIn.calls.length;
    expect((await chat(stale.origin, says('Hello'))).status).toBe(503);
    expect(standIn.calls.length).toBe(asked);
    await relay.mend();
    await until(async () => (await chat(stale.origin, says('Hello'))).status === 200);
    await stale.end('SIGTERM');
  },
);
