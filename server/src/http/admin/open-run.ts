import type { admin } from '@tollgate/contract';
import { pairToolCalls, type TurnOfCall } from '../../audit/search/pair-tool-calls.ts';
import { findFollowers, type RunCall, type RunKey, type RunPage } from '../../audit/search/runs.queries.ts';
import { writeCursor } from '../../audit/search/cursor.ts';
import { createTurnReader, type TurnReader } from '../../audit/search/turns.queries.ts';
import type { AdminDependencies } from './context.ts';
import { turnAnswer } from './turn-answer.ts';

/** A page of a run with what is new in each of its calls. */
export interface OpenedRun {
  readonly calls: readonly (RunCall & { readonly content: admin.TraceContent })[];
  readonly nextCursor: string | null;
}

/** A page ends with the call that makes it larger than this. */
const bytesMax = 8 * 1024 * 1024;

/**
 * Opens the contents of a page's calls and pairs the tool calls with their results. The page may end early, so that an
 * answer is bounded whatever the calls hold.
 * @throws CannotOpen
 */
export async function openRun(
  { pool, opener }: Pick<AdminDependencies, 'pool' | 'opener'>,
  run: RunKey,
  page: RunPage,
): Promise<OpenedRun> {
  const reader = createTurnReader(pool, opener);
  const opened: OpenedCall[] = [];
  let bytes = 0;
  for (const call of page.calls) {
    const one = await openCall(reader, call.invocation.request_id);
    opened.push({ ...one, call });
    bytes += one.bytes;
    if (bytes > bytesMax) break;
  }
  const last = opened.at(-1);
  const isCut = opened.length < page.calls.length;
  const nextCursor = isCut && last ? writeCursor(last.call.invocation.request_id) : page.nextCursor;
  const turns = opened.map(({ call: { invocation }, messages, issued }) => ({
    requestId: invocation.request_id,
    parentId: invocation.parent?.request_id ?? null,
    messages,
    issued,
  }));
  const pairs = pairToolCalls([...turns, ...(await turnsBehind(pool, reader, run, turns, nextCursor))]);
  return {
    calls: opened.map(({ call, missing, messages, answer }) => ({
      ...call,
      content: { missing, messages, answer, tool_calls: pairs.get(call.invocation.request_id) ?? [] },
    })),
    nextCursor,
  };
}

interface OpenedContent extends Omit<admin.TraceContent, 'tool_calls'> {
  readonly issued: TurnOfCall['issued'];
  readonly bytes: number;
}

interface OpenedCall extends OpenedContent {
  readonly call: RunCall;
}

async function openCall(reader: TurnReader, requestId: string): Promise<OpenedContent> {
  const result = await reader.read(requestId);
  if (result.kind !== 'found') return { missing: result.kind, messages: [], answer: null, issued: [], bytes: 0 };
  const { messages, answer, bytes } = result.turn;
  const said = turnAnswer(answer);
  if (said === null) return { missing: null, messages: [...messages], answer: null, issued: [], bytes };
  const { tool_calls: issued, ...shown } = said;
  return { missing: null, messages: [...messages], answer: shown, issued, bytes };
}

/** The calls behind the page that may carry results of tool calls on it. */
async function turnsBehind(
  pool: AdminDependencies['pool'],
  reader: TurnReader,
  run: RunKey,
  turns: readonly TurnOfCall[],
  cursor: string | null,
): Promise<TurnOfCall[]> {
  const waiting = turns.filter(({ issued }) => issued.length > 0).map(({ requestId }) => requestId);
  if (cursor === null || waiting.length === 0) return [];
  const found: TurnOfCall[] = [];
  for (const { requestId, parentId } of await findFollowers(pool, run, waiting, cursor)) {
    const { messages } = await openCall(reader, requestId);
    found.push({ requestId, parentId, messages, issued: [] });
  }
  return found;
}
