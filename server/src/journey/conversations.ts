import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { normalToolCallId } from '@tollgate/contract';
import { LRUCache } from 'lru-cache';
import type { Conversation } from '../providers/conversation/read-conversation.ts';

/** A call that another one may go on from. */
export interface AnsweredCall {
  readonly requestId: string;
  readonly traceId: string;
  readonly sessionId: string;
}

/** Where a call goes on from. */
export interface Continuation {
  readonly call: AnsweredCall;
  /** Ids of that call's tool calls whose results are carried now, without punctuation. */
  readonly toolCalls: readonly string[];
  /** Index of the first message after the answer. */
  readonly newFrom: number;
  /** What is carried are the results of that very answer's tool calls: the same run of the agent goes on. */
  readonly isSameRun: boolean;
}

/**
 * Finds the call that a request goes on from (DESIGN section 3): by the ids of the tool calls whose results it carries,
 * and by the answers that it carries. All of it within one user and instance, the scope.
 */
export interface Conversations {
  /** A fingerprint (hexadecimal) of an answer in a conversation; null while the key of fingerprints is not known. */
  fingerprint(scope: string, firstUserMessage: string | null, canonicalAnswer: string | null): string | null;
  remember(scope: string, call: AnsweredCall, toolCalls: readonly string[], fingerprint: string | null): void;
  /** @param ask also ask the database for what this process does not remember */
  find(scope: string, conversation: Conversation, ask: boolean): Promise<Continuation | null>;
}

/** What the database knows of these; what is newest of each comes first. */
export interface StoredLinks {
  readonly toolCalls: readonly (AnsweredCall & { readonly toolCallId: string })[];
  readonly answers: readonly (AnsweredCall & { readonly fingerprint: string })[];
}

/** Asks the database; it gives nothing when it does not answer at once. */
export type LinkLookup = (
  scope: string,
  toolCallIds: readonly string[],
  fingerprints: readonly string[],
) => Promise<StoredLinks>;

/** Tool calls link for a day: an agent that answers later starts a new trace. */
const toolCallMs = 24 * 60 * 60 * 1000;
const rememberedMax = 100_000;
/** How many of the newest answers are looked for. */
const answersMax = 16;

export function createConversations(indexKey: () => Buffer | null, lookup: LinkLookup): Conversations {
  let key: KeyObject | null = null;

  const byToolCall = new LRUCache<string, AnsweredCall>({ max: rememberedMax, ttl: toolCallMs });
  const byAnswer = new LRUCache<string, AnsweredCall>({ max: rememberedMax });

  /** Makes the fingerprints of a conversation's answers; what they have in common is hashed once. */
  function fingerprints(scope: string, firstUserMessage: string | null): (answer: string | null) => string | null {
    const bytes = key === null ? indexKey() : null;
    if (bytes !== null) key = createSecretKey(bytes);
    if (key === null) return () => null;
    const by = key;
    let ofConversation: Buffer | null = null;
    return (answer) => {
      if (answer === null) return null;
      ofConversation ??= hmac(by, JSON.stringify(['answer', scope, firstUserMessage]));
      return hmac(by, ofConversation, answer).toString('hex', 0, 16);
    };
  }

  return {
    fingerprint: (scope, firstUserMessage, answer) => fingerprints(scope, firstUserMessage)(answer),
    remember(scope, call, toolCalls, answer) {
      for (const id of toolCalls) {
        if (isTelling(id)) byToolCall.set(`${scope}\n${id}`, call);
        else if (answer !== null) byToolCall.set(`${answer}\n${id}`, call);
      }
      if (answer !== null) byAnswer.set(answer, call);
    },
    async find(scope, conversation, ask) {
      const { answers } = conversation;
      if (answers.length === 0) return null;
      const results = conversation.toolResults.map(normalToolCallId);
      const ids = results.filter(isTelling);
      const tools = new Map<string, AnsweredCall>();
      for (const id of ids) {
        const call = byToolCall.get(`${scope}\n${id}`);
        if (call) tools.set(id, call);
      }
      const fingerprintOf = fingerprints(scope, conversation.firstUserMessage);
      const carried: { fingerprint: string; next: number }[] = [];
      let found: FoundAnswer | null = null;
      for (const answer of answers.slice(-answersMax).toReversed()) {
        const print = fingerprintOf(answer.canonical());
        if (print === null) continue;
        // The same answer may have been given twice: whose ids are carried is the one that is meant.
        const issuer = carried.length === 0 && results.map((id) => byToolCall.get(`${print}\n${id}`)).find(Boolean);
        const call = issuer || byAnswer.get(print);
        carried.push({ fingerprint: print, next: answer.next });
        if (!call) continue;
        found = { call, next: answer.next };
        break;
      }
      const carries: Carried = { results, afterLast: answers.at(-1)?.next ?? 0 };
      if (ask && tools.size === 0 && !isEnough(found, carries) && carried.length + ids.length > 0) {
        const prints = carried.map((one) => one.fingerprint);
        const stored = await lookup(scope, ids, prints);
        for (const { toolCallId, ...call } of stored.toolCalls) if (!tools.has(toolCallId)) tools.set(toolCallId, call);
        found = newer(found, carried, stored);
      }
      return combine(tools, found, carries);
    },
  };
}

interface FoundAnswer {
  readonly call: AnsweredCall;
  readonly next: number;
}

/** What a request carries after its last answer. */
interface Carried {
  /** Ids of tool calls, without punctuation. */
  readonly results: readonly string[];
  /** Index of the message after that answer. */
  readonly afterLast: number;
}

/**
 * An older answer tells the conversation, but not the run that tool results belong to: another replica may have given
 * the last answer.
 */
function isEnough(found: FoundAnswer | null, { results, afterLast }: Carried): boolean {
  return found !== null && (results.length === 0 || found.next === afterLast);
}

function newer(
  found: FoundAnswer | null,
  carried: readonly { readonly fingerprint: string; readonly next: number }[],
  { answers }: StoredLinks,
): FoundAnswer | null {
  const newest = carried.find((one) => answers.some((answer) => answer.fingerprint === one.fingerprint));
  const stored = answers.find((answer) => answer.fingerprint === newest?.fingerprint);
  if (!newest || !stored || (found !== null && found.next >= newest.next)) return found;
  const { fingerprint: _, ...call } = stored;
  return { call, next: newest.next };
}

/**
 * The newest call of those that issued the tool calls, else the one whose answer is carried. Ids that do not look random
 * count only together with the answer.
 */
function combine(
  tools: ReadonlyMap<string, AnsweredCall>,
  found: FoundAnswer | null,
  { results, afterLast }: Carried,
): Continuation | null {
  const newest = [...tools.values()].toSorted((a, b) => (a.requestId < b.requestId ? 1 : -1))[0];
  if (newest) {
    const toolCalls = [...tools].filter(([, call]) => call.requestId === newest.requestId).map(([id]) => id);
    return { call: newest, toolCalls, newFrom: afterLast, isSameRun: true };
  }
  if (!found) return null;
  const isSameRun = results.length > 0 && found.next === afterLast;
  return { call: found.call, toolCalls: isSameRun ? results : [], newFrom: found.next, isSameRun };
}

function hmac(key: KeyObject, ...texts: readonly (string | Buffer)[]): Buffer {
  const hash = createHmac('sha256', key);
  for (const text of texts) hash.update(text);
  return hash.digest();
}

/**
 * Whether an id looks random, so that it can link by itself: some servers issue `call_0`, or `functions.read_file:3`, in
 * every conversation. Of what is random, letters and digits change often, or there are more digits than a counter has.
 */
function isTelling(id: string): boolean {
  if (id.length < 12 || new Set(id.toLowerCase()).size < 7) return false;
  const end = id.slice(-24);
  const runs = end.match(/[0-9]+|[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return (id.match(/\d/g) ?? []).length >= 4 || (runs.length >= 5 && end.length <= 3 * runs.length);
}
