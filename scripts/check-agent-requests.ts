import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PayloadPart } from '../server/src/audit/events.ts';
import { composeBody } from '../server/src/audit/payloads/compose.ts';
import { KnownContent } from '../server/src/audit/payloads/known-content.ts';
import { bytesOf, readBody } from '../server/src/audit/payloads/rebuild.ts';
import { createConversations } from '../server/src/journey/conversations.ts';
import { identify } from '../server/src/journey/identify.ts';
import { parseJsonTree } from '../server/src/platform/json-tree.ts';
import { type Conversation, readConversation } from '../server/src/providers/conversation/read-conversation.ts';

/**
 * Holds sessions, traces and the payload store against real agents' requests, which are not part of the repository:
 *   node scripts/check-agent-requests.ts DATA_FOLDER
 * What belongs together must link although no header says so, and nothing else; every body must come back byte for byte.
 */
const folder = join(resolve(process.argv[2] ?? '../shared/data'), 'agent-requests');

/** By the data's README: sessions of OpenClaw, each a list of its traces; opencode's links are said by its headers. */
const sessions: readonly (readonly (readonly string[])[])[] = [
  [['01', '02']],
  [['03', '04']],
  [['05', '06']],
  [['07', '08']],
  [['09', '10']],
  [['11', '12']],
  [['13'], ['14', '15']],
];
const opencode = [['01'], ['02', '03'], ['04', '05']];
const nothing = {
  trace_id: null,
  'metadata.trace_id': null,
  session_id: null,
  'metadata.session_id': null,
  conversation: null,
  prompt_cache_key: null,
};
const failures: string[] = [];

await checkLinks('openclaw', sessions, false);
await checkLinks('openclaw, all at once', sessions, true);
// Its first request only asks for a title: without its header nothing tells that it belongs to the others.
await checkLinks('opencode, without its header', [[['01']], opencode.slice(1)], false, 'opencode');
await checkFixedPrompt();
await checkBodies();
for (const failure of failures) console.error(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

interface Ids {
  readonly traceId: string;
  readonly sessionId: string;
}

/** Sends the requests through the functions of the journey, with the answers that the next requests carry. */
async function checkLinks(
  name: string,
  expected: readonly (readonly (readonly string[])[])[],
  interleaved: boolean,
  agent = 'openclaw',
): Promise<void> {
  const ids = new Map<string, Ids>();
  const conversations = createConversations(
    () => Buffer.alloc(32, 1),
    async () => ({ toolCalls: [], answers: [] }),
  );
  const runs = expected.map((traces) => traces.flat());
  const order = interleaved
    ? runs.flatMap((run) => run[0] ?? []).concat(runs.flatMap((run) => run.slice(1)))
    : runs.flat();
  for (const file of order) {
    const conversation = conversationOf(agent, file);
    const continues = await conversations.find('scope', conversation, true);
    const { traceId, sessionId } = identify({}, nothing, continues);
    ids.set(file, { traceId, sessionId });
    const run = runs.find((one) => one.includes(file)) ?? [];
    const next = run[run.indexOf(file) + 1];
    const carried = next === undefined ? undefined : answerBehind(conversation, conversationOf(agent, next));
    if (!carried) continue;
    const print = conversations.fingerprint('scope', conversation.firstUserMessage, carried.canonical());
    conversations.remember('scope', { requestId: `req_${file}`, traceId, sessionId }, [], print);
  }
  const is = (group: readonly string[], field: keyof Ids): boolean =>
    new Set(group.map((file) => ids.get(file)?.[field])).size === 1;
  for (const traces of expected) {
    if (!is(traces.flat(), 'sessionId')) failures.push(`${name}: ${traces.flat().join(', ')} are not one session`);
    for (const trace of traces)
      if (!is(trace, 'traceId')) failures.push(`${name}: ${trace.join(', ')} are not one trace`);
  }
  const count = (field: keyof Ids): number => new Set([...ids.values()].map((one) => one[field])).size;
  if (count('sessionId') !== expected.length)
    failures.push(`${name}: ${count('sessionId')} sessions, not ${expected.length}`);
  if (count('traceId') !== expected.flat().length) failures.push(`${name}: ${count('traceId')} traces`);
  console.log(`${name}: ${order.length} requests, ${count('sessionId')} sessions, ${count('traceId')} traces`);
}

/** The answer of a request, as the next one of its conversation carries it. */
function answerBehind(request: Conversation, next: Conversation): Conversation['answers'][number] | undefined {
  return next.answers[request.answers.length];
}

async function checkFixedPrompt(): Promise<void> {
  const conversations = createConversations(
    () => Buffer.alloc(32, 1),
    async () => ({ toolCalls: [], answers: [] }),
  );
  const [first, second] = [conversationOf('openclaw', '01'), conversationOf('openclaw', '02')];
  const found = new Set<string>();
  for (let night = 0; night < 3; night++) {
    const { traceId, sessionId } = identify({}, nothing, await conversations.find('scope', first, true));
    const print = conversations.fingerprint('scope', first.firstUserMessage, second.answers[0]?.canonical() ?? null);
    conversations.remember('scope', { requestId: `req_${night}`, traceId, sessionId }, [], print);
    const next = identify({}, nothing, await conversations.find('scope', second, true));
    if (next.sessionId !== sessionId) failures.push(`night ${night}: the second turn is in another session`);
    found.add(sessionId);
  }
  if (found.size !== 3) failures.push(`a fixed prompt on three nights made ${found.size} sessions`);
  console.log(`a fixed prompt on three nights: ${found.size} sessions`);
}

async function checkBodies(): Promise<void> {
  let bytes = 0;
  let stored = 0;
  let bodies = 0;
  for (const agent of ['openclaw', 'opencode']) {
    const known = new KnownContent();
    const contents = new Map<string, readonly PayloadPart[]>();
    const place = { userId: 'usr_1', week: 1, epoch: 0 };
    for (const file of filesOf(agent)) {
      const body = readFileSync(join(folder, agent, `${file}.body.json`));
      const requestId = `req_${file}`;
      const composed = composeBody(known, { requestId, body, place, sessionId: agent, pieces: [], turn: [] });
      known.remember(place, agent, composed.known, composed.ownPieces);
      contents.set(requestId, composed.parts);
      const open = async (): Promise<typeof contents> => contents;
      const recorded = await readBody(requestId, open);
      const again = recorded && (await bytesOf(recorded.extents, open));
      if (!again?.equals(body)) failures.push(`${agent}/${file} does not come back byte for byte`);
      bytes += body.length;
      stored += composed.parts.reduce((sum, part) => sum + part.bytes.length, 0);
      bodies++;
    }
  }
  console.log(`${bodies} bodies of ${bytes} bytes come back from ${stored} bytes`);
}

function conversationOf(agent: string, file: string): Conversation {
  const text = readFileSync(join(folder, agent, `${file}.body.json`), 'utf8');
  return readConversation(text, parseJsonTree(text));
}

function filesOf(agent: string): string[] {
  return readdirSync(join(folder, agent))
    .filter((name) => name.endsWith('.body.json'))
    .map((name) => name.slice(0, 2))
    .toSorted();
}
