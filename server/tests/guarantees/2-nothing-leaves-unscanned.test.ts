import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { scan } from '../../src/journey/scan.ts';
import type { Scanning } from '../../src/journey/scanning.ts';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { caller, model, policyOf } from '../journey/made-up.ts';
import { type Answer, chat, post, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { relayTo } from '../support/database-relay.ts';
import { cleanUpGateways, type GatewayProcess, recordMode, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { surfacesToScan } from './scanned-places.ts';

/** Nothing leaves unscanned: every text, in every place, whatever the form of the answer; no rules, no call. */

const person = 'Please write to jonas.weber@weber-logistik.de about it.';

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

describe.each(Object.entries(surfacesToScan))('%s', (endpoint, { path, harmless, saying, streams, places }) => {
  const ask = (body: object, stream: boolean): Promise<Answer> =>
    post(gateway.origin, path, { model: 'auto', ...(stream ? { stream } : {}), ...body });

  describe.each(streams)('with stream: %s', (stream) => {
    it.each(Object.keys(places))('a secret in %s does not leave', async (place) => {
      const answer = await ask(places[place] ?? {}, stream);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('Blocked by company policy');
      expect(answer.text).not.toContain('MIIEvQ');
      expect(standIn.calls).toHaveLength(0);
      const record = await gateway.settled(answer.requestId);
      expect(record).toMatchObject({
        status: 'blocked',
        decision: 'blocked',
        route: null,
        final_model: null,
        endpoint,
      });
      expect(record.hits.map((hit) => hit.rule)).toContain('private_key');
      expect(JSON.stringify(record)).not.toContain('MIIEvQ');
    });

    it('sensitive content never goes outside, not even when the secure model is down', async () => {
      const answer = await ask(saying(person), stream);
      expect(answer.headers.get('x-tollgate-route')).toBe('secure');
      expect(standIn.calls).toHaveLength(0);
      // Tokens that the secure model's provider cannot count are counted here: nothing leaves.
      const isCounted = endpoint === 'messages.count_tokens';
      expect(answer.status).toBe(isCounted ? 200 : 502);
      expect(await gateway.settled(answer.requestId)).toMatchObject({
        status: isCounted ? 'completed' : 'failed',
        decision: 'rerouted',
        route: 'secure',
      });
    });

    it('what is harmless is let through', async () => {
      const answer = await ask(harmless, stream);
      expect(answer.status).toBe(200);
      expect(standIn.calls).toHaveLength(endpoint === 'messages.count_tokens' ? 0 : 1);
    });
  });
});

it('a rule that cannot be evaluated refuses the call', async () => {
  const scanning: Scanning = {
    scan() {
      throw new Error('out of fuel');
    },
    stop: async () => undefined,
  };
  const subject = { caller, model: model('m'), policy: policyOf([]), headers: {} };
  const outcome = await scan(readChatRequest(JSON.stringify(says('Hello'))), subject, scanning);
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
