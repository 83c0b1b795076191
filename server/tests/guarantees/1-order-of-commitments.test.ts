import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { type Journal, JournalUnavailable } from '../../src/audit/journal/journal.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { clientAddressReader } from '../../src/http/client-address.ts';
import { createDataPlane } from '../../src/http/data-plane/data-plane.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createPins } from '../../src/journey/pins/pins.ts';
import { createSeals } from '../../src/journey/foreign-reasoning.ts';
import { createThoughtSignatures } from '../../src/providers/google/thought-signatures.ts';
import { createStrangers } from '../../src/journey/strangers.ts';
import { createConversations } from '../../src/journey/conversations.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createExternalPath, createSecurePath } from '../../src/providers/upstream/create-path.ts';
import { caller, model, policyOf, target } from '../journey/made-up.ts';
import { chat, openChat, says } from '../support/chat.ts';
import { noLimits } from '../support/no-limits.ts';
import { until } from '../support/until.ts';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import { createPayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { sealer } from '../support/vault.ts';

/**
 * Nothing leaves unrecorded, seen from inside: real HTTP on both sides of the journey, and a disk that is done with an
 * event only when the test says so. A kill would have to hit a window of a fraction of a millisecond to see the same.
 */

type Verdict = 'durable' | 'failed';

let standIn: StandIn;
let origin: string;
let close: () => Promise<void>;
/** What waits for the disk: say how it went. */
let waiting: { readonly kinds: readonly string[]; readonly say: (verdict: Verdict) => void }[];

const journal: Journal = {
  id: 'jrn_test',
  reserve: () => ({ bytes: 0, extend: () => true, release: () => undefined }),
  append: (events: readonly EventDraft[]) =>
    new Promise((resolve, reject) => {
      const say = (verdict: Verdict): void =>
        verdict === 'durable' ? resolve() : reject(new JournalUnavailable('the disk failed'));
      waiting.push({ kinds: events.map((event) => event.kind), say });
    }),
  appendStranger: () => true,
  state: { writable: true, reason: null, bytes: 0, bytesMax: 0, backlogEvents: 0 },
  close: async () => undefined,
};

/** Waits until these events are with the disk, and nothing else is. */
async function written(...kinds: string[]): Promise<(verdict: Verdict) => void> {
  const next = await until(() => waiting[0]);
  expect(waiting.map((one) => one.kinds)).toEqual([kinds]);
  waiting = [];
  return next.say;
}

beforeAll(async () => {
  standIn = await startStandIn();
  const regular = model('gpt-test', { upstream: { ...target, isLocal: true, baseUrl: standIn.url } });
  const policy = { ...policyOf([regular]), keyByHash: () => caller };
  const external = createExternalPath({});
  const secure = createSecurePath({ hosts: null, cidrs: null });
  const strangers = createStrangers(journal);
  const zero = (): number => 0;
  const dataPlane = createDataPlane(
    {
      policy: { current: () => policy },
      journal,
      payloads: createPayloadStore(sealer, new ContentEpoch()),
      paths: { external, secure },
      conversations: createConversations(
        () => null,
        async () => ({ toolCalls: [], answers: [] }),
      ),
      signatures: createThoughtSignatures(),
      seals: createSeals(),
      pins: createPins({
        indexKey: () => null,
        store: { changes: async () => [], insert: async () => undefined },
        log: { warn: () => undefined },
      }),
      tokens: { count: async (_model, lists) => lists.map(() => 0), stop: async () => undefined },
      scanning: { scan: (rules, texts, who) => rules.scan(texts, who), stop: async () => undefined },
      spending: () => Promise.reject(new Error('not asked for')),
      limits: noLimits,
      strangers,
      metrics: createMetrics({
        journalBytes: zero,
        backlogEvents: zero,
        snapshotVersion: zero,
        damagedRanges: zero,
        brokenChains: zero,
        rejectedEvents: zero,
        retentionRunMs: zero,
        retentionDroppedBytes: zero,
        catalogueDrift: () => ({}),
      }),
      log: createLogger('silent'),
      bodyBytesMax: 1_000_000,
      isDraining: false,
    },
    clientAddressReader([]),
  );
  const server = createServer((request, response) => dataPlane.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    strangers.stop();
    await Promise.all([external.close(), secure.close(), standIn.close()]);
  };
});
beforeEach(() => {
  waiting = [];
  standIn.reset();
});
afterAll(() => close());

describe.each([false, true])('with stream: %s', (stream) => {
  it('the provider hears nothing before the open event is durable, and never when it is not', async () => {
    const answer = chat(origin, says('Hello', { stream }));
    const say = await written('open');
    expect(standIn.calls).toHaveLength(0);
    say('failed');
    expect(await answer).toMatchObject({ status: 503, json: { error: { code: 'audit_unavailable' } } });
    expect(standIn.calls).toHaveLength(0);
  });
});

it('the caller has all of a stream but its end while the settle is not durable', async () => {
  const response = await openStream();
  const read = reading(response);
  const say = await written('settle');
  await until(() => read.text().includes('"finish_reason":"stop"'));
  expect(read.text()).not.toContain('[DONE]');
  say('durable');
  await read.ended;
  expect(read.text().trimEnd().endsWith('data: [DONE]')).toBe(true);
});

it('a stream whose settle fails ends with an error in band, not with its end', async () => {
  const read = reading(await openStream());
  (await written('settle'))('failed');
  await read.ended;
  expect(read.text()).not.toContain('[DONE]');
  expect(read.text()).toContain('"code":"audit_unavailable"');
});

it('the caller has nothing of a JSON answer while the settle is not durable, and an error when it fails', async () => {
  for (const verdict of ['durable', 'failed'] as const) {
    let hasAnswer = false;
    const answer = chat(origin, says('Hello')).finally(() => (hasAnswer = true));
    (await written('open'))('durable');
    const say = await written('settle');
    expect(hasAnswer).toBe(false);
    say(verdict);
    expect((await answer).status).toBe(verdict === 'durable' ? 200 : 503);
  }
});

async function openStream(): Promise<Response> {
  const response = openChat(origin, says('Hello', { stream: true }));
  (await written('open'))('durable');
  return response;
}

/** Reads along; the text so far, and when it is over. */
function reading(response: Response): { text(): string; readonly ended: Promise<void> } {
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  return { text: () => text, ended };
}
