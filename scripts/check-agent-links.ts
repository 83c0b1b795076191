import {
  type AnsweredCall,
  type Conversations,
  createConversations,
  type StoredLinks,
} from '../server/src/journey/conversations.ts';
import { identify } from '../server/src/journey/identify.ts';
import type { Conversation } from '../server/src/providers/conversation/read-conversation.ts';
import { conversationOf, headersOf } from './agent-requests.ts';

/** Sessions, each a list of its traces, each a list of requests. */
type Sessions = readonly (readonly (readonly string[])[])[];

interface Replay {
  readonly name: string;
  readonly agent: 'openclaw' | 'opencode';
  readonly sessions: Sessions;
  /** All first requests before all second ones. */
  readonly interleaved?: boolean;
  /** With the headers that were sent; else nothing but content tells what belongs together. */
  readonly headers?: boolean;
  /** Every request meets a process that remembers nothing. */
  readonly forgetful?: boolean;
}

/** By the data's README. */
const openclaw: Sessions = [
  [['01', '02']],
  [['03', '04']],
  [['05', '06']],
  [['07', '08']],
  [['09', '10']],
  [['11', '12']],
  [['13'], ['14', '15']],
];
const title = ['01'];
const work = [
  ['02', '03'],
  ['04', '05'],
];

const replays: readonly Replay[] = [
  { name: 'openclaw', agent: 'openclaw', sessions: openclaw },
  { name: 'openclaw, all at once', agent: 'openclaw', sessions: openclaw, interleaved: true },
  { name: 'openclaw, from the database', agent: 'openclaw', sessions: openclaw, forgetful: true },
  { name: 'opencode', agent: 'opencode', sessions: [[title, ...work]], headers: true },
  // Its first request only asks for a title: without its header nothing tells that it belongs to the others.
  { name: 'opencode, without its header', agent: 'opencode', sessions: [[title], work] },
];

const nothingCarried = {
  trace_id: null,
  'metadata.trace_id': null,
  session_id: null,
  'metadata.session_id': null,
  conversation: null,
  prompt_cache_key: null,
};

/** Replays agents' requests through the functions of the journey. @returns what did not link as it should */
export async function checkLinks(): Promise<string[]> {
  const failures: string[] = [];
  for (const replay of replays) failures.push(...(await check(replay)));
  return [...failures, ...(await checkFixedPrompt())];
}

async function check(replay: Replay): Promise<string[]> {
  const { name, sessions } = replay;
  const ids = await replayed(replay);
  const failures: string[] = [];
  const isOne = (files: readonly string[], field: 'traceId' | 'sessionId'): boolean =>
    new Set(files.map((file) => ids.get(file)?.[field])).size === 1;
  for (const traces of sessions) {
    if (!isOne(traces.flat(), 'sessionId')) failures.push(`${name}: ${traces.flat().join(', ')} are not one session`);
    for (const trace of traces)
      if (!isOne(trace, 'traceId')) failures.push(`${name}: ${trace.join(', ')} are not one trace`);
  }
  const count = (field: 'traceId' | 'sessionId'): number => new Set([...ids.values()].map((one) => one[field])).size;
  const found = [count('sessionId'), count('traceId')];
  if (found[0] !== sessions.length || found[1] !== sessions.flat().length)
    failures.push(`${name}: ${found.join(' sessions, ')} traces: some that do not belong together were joined or cut`);
  console.log(`${name}: ${ids.size} requests, ${found.join(' sessions, ')} traces`);
  return failures;
}

/** Sends the requests, each answered with what the next one of its conversation carries. */
async function replayed({
  agent,
  sessions,
  interleaved,
  headers,
  forgetful,
}: Replay): Promise<Map<string, AnsweredCall>> {
  const ids = new Map<string, AnsweredCall>();
  const memory = new Memory(forgetful === true);
  const runs = sessions.map((traces) => traces.flat());
  const order = interleaved
    ? runs.flatMap((run) => run[0] ?? []).concat(runs.flatMap((run) => run.slice(1)))
    : runs.flat().toSorted();
  for (const file of order) {
    const conversation = conversationOf(agent, file);
    const continues = await memory.conversations.find('scope', conversation, true);
    const sent = headers ? headersOf(agent, file) : {};
    const call = { requestId: `req_${file}`, ...identify(sent, nothingCarried, continues) };
    ids.set(file, call);
    const run = runs.find((one) => one.includes(file)) ?? [];
    const next = run[run.indexOf(file) + 1];
    const answer = next === undefined ? null : answerBehind(conversation, conversationOf(agent, next));
    memory.answered(call, conversation, answer);
  }
  return ids;
}

/** The answer to a request, as the next one of its conversation carries it. */
function answerBehind(request: Conversation, next: Conversation): string | null {
  return next.answers[request.answers.length]?.canonical() ?? null;
}

/** One process that remembers, or a new one for each request with what the database would hold. */
class Memory {
  conversations = this.newProcess();
  private readonly isForgetful: boolean;
  private readonly answers: StoredLinks['answers'][number][] = [];

  constructor(isForgetful: boolean) {
    this.isForgetful = isForgetful;
  }

  answered(call: AnsweredCall, { firstUserMessage }: Conversation, answer: string | null): void {
    const fingerprint = this.conversations.fingerprint('scope', firstUserMessage, answer);
    this.conversations.remember('scope', call, [], fingerprint);
    if (!this.isForgetful) return;
    if (fingerprint !== null) this.answers.unshift({ ...call, fingerprint });
    this.conversations = this.newProcess();
  }

  private newProcess(): Conversations {
    return createConversations(
      () => Buffer.alloc(32, 1),
      async (_scope, _ids, prints) => ({
        toolCalls: [],
        answers: this.answers.filter(({ fingerprint }) => prints.includes(fingerprint)),
      }),
    );
  }
}

/** A job that runs each night with one fixed prompt, and goes on in the same way each time. */
async function checkFixedPrompt(): Promise<string[]> {
  const memory = new Memory(false);
  const failures: string[] = [];
  const [first, second] = [conversationOf('openclaw', '01'), conversationOf('openclaw', '02')];
  const found = new Set<string>();
  for (let night = 0; night < 3; night++) {
    const opened = identify({}, nothingCarried, await memory.conversations.find('scope', first, true));
    memory.answered({ requestId: `req_${night}`, ...opened }, first, answerBehind(first, second));
    const next = identify({}, nothingCarried, await memory.conversations.find('scope', second, true));
    if (next.sessionId !== opened.sessionId) failures.push(`night ${night}: the second turn is in another session`);
    found.add(opened.sessionId);
  }
  if (found.size !== 3) failures.push(`a fixed prompt on three nights made ${found.size} sessions`);
  console.log(`a fixed prompt on three nights: ${found.size} sessions`);
  return failures;
}
