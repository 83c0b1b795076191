import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { PartPayload, PayloadPart } from '../events.ts';
import { bytesOf, MissingContent, type OpenParts, rangesOf, readBody } from '../payloads/rebuild.ts';
import type { Opener } from '../vault/vault.ts';
import { openParts, selectAnswerContents } from './contents.queries.ts';
import { isRequestId } from './cursor.ts';
import { type Missing, whyMissing } from './missing.queries.ts';

/** What is new in one call. */
export interface Turn {
  /** The messages that came with it, parsed, as the agent wrote them. */
  readonly messages: readonly unknown[];
  /** The answer, parsed: `response_view` of a stream, else the JSON that the caller got; null when there is none. */
  readonly answer: unknown;
  /** When the bytes of a stream came: `[bytes, ms]`, both since the entry before. Empty for an answer in one piece. */
  readonly times: readonly (readonly [bytes: number, ms: number])[];
  /** How large it is. */
  readonly bytes: number;
}

/** `none`: nothing was recorded. */
export type TurnResult = { readonly kind: 'found'; readonly turn: Turn } | { readonly kind: 'none' | Missing };

/** Reads turns one after the other; what several of them are made of is opened once. */
export interface TurnReader {
  /** @throws CannotOpen */
  read(requestId: string): Promise<TurnResult>;
}

export function createTurnReader(database: Queryable, opener: Opener): TurnReader {
  const open = openParts(database, opener);
  return {
    async read(requestId) {
      const call = isRequestId(requestId) ? await selectCall(database, requestId) : null;
      if (!call?.has_request) return { kind: 'none' };
      try {
        const request = await messagesOf(requestId, call.new_from, open);
        const answer = await answerOf(database, opener, requestId);
        const bytes = request.bytes + answer.bytes;
        return { kind: 'found', turn: { ...answer, messages: request.messages, bytes } };
      } catch (error) {
        if (!(error instanceof MissingContent)) throw error;
        return { kind: await whyMissing(database, error.requestId) };
      }
    },
  };
}

interface CallRow {
  has_request: boolean;
  new_from: number | null;
}

async function selectCall(database: Queryable, requestId: string): Promise<CallRow | null> {
  const result = await database.query<CallRow>(
    'select has_request, new_from from invocations where request_id = $1 and at = $2',
    [requestId, new Date(timeOfId(requestId))],
  );
  return result.rows[0] ?? null;
}

interface Messages {
  readonly messages: readonly unknown[];
  readonly bytes: number;
}

async function messagesOf(requestId: string, newFrom: number | null, open: OpenParts): Promise<Messages> {
  const body = await readBody(requestId, open);
  if (body === null) return { messages: [], bytes: 0 };
  if (body.turn !== null && newFrom !== null) {
    const ranges = await rangesOf(body, body.turn, open);
    return { messages: ranges.map(parsed), bytes: ranges.reduce((sum, { length }) => sum + length, 0) };
  }
  const whole = await bytesOf(body.extents, open);
  const messages = listOf(parsed(whole));
  return { messages: messages.slice(newFrom ?? afterLastAnswer(messages)), bytes: whole.length };
}

/** Of a history that the record does not know, what follows the last answer is new for certain. */
function afterLastAnswer(messages: readonly unknown[]): number {
  return messages.findLastIndex((message) => memberOf(message, 'role') === 'assistant') + 1;
}

function listOf(body: unknown): readonly unknown[] {
  const list = memberOf(body, 'messages') ?? memberOf(body, 'input');
  if (typeof list === 'string') return [{ role: 'user', content: list }];
  return Array.isArray(list) ? list : [];
}

async function answerOf(database: Queryable, opener: Opener, requestId: string): Promise<Omit<Turn, 'messages'>> {
  const parts: PayloadPart[] = [];
  for (const content of await selectAnswerContents(database, requestId))
    parts.push(...(await opener.open(content)).parts);
  const bytes = joined(parts, 'response_view') ?? joined(parts, 'response_sent') ?? joined(parts, 'response_received');
  const times = joined(parts, 'response_times');
  return {
    answer: bytes ? parsed(bytes) : null,
    times: times ? (parsed(times) as Turn['times']) : [],
    bytes: bytes?.length ?? 0,
  };
}

function joined(parts: readonly PayloadPart[], payload: PartPayload): Buffer | null {
  const own = parts.filter((part) => part.payload === payload && part.encoding === 'identity');
  return own.length === 0 ? null : Buffer.concat(own.map((part) => part.bytes));
}

/** Null for what is no JSON: a refused request may be anything. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
