import type { admin, Invocation } from '@tollgate/contract';
import { pairToolCalls, type TurnOfCall } from '../../audit/search/pair-tool-calls.ts';
import { findFollowers, type RunCall, type RunKey, type RunPage } from '../../audit/search/runs.queries.ts';
import { writeCursor } from '../../audit/search/cursor.ts';
import { createTurnReader } from '../../audit/search/turns.queries.ts';
import { readInvocation } from '../../audit/search/invocations.queries.ts';
import type { AdminDependencies } from './context.ts';
import { readMaskedTurn } from './conversation/masked-turn.ts';

/** A page of a run with what is new in each of its calls. */
export interface OpenedRun {
  readonly calls: readonly (RunCall & { readonly content: admin.TraceContent })[];
  readonly nextCursor: string | null;
}

/** A page ends with the call that makes it larger than this. */
const bytesMax = 8 * 1024 * 1024;

/**
 * Opens the contents of a page's calls, their findings masked, and pairs the tool calls with their results. The page may
 * end early, so that an answer is bounded whatever the calls hold.
 * @throws CannotOpen
 */
export async function openRun(dependencies: Dependencies, run: RunKey, page: RunPage): Promise<OpenedRun> {
  const open = openerOf(dependencies);
  const opened: OpenedCall[] = [];
  let bytes = 0;
  for (const call of page.calls) {
    const one = await open(call.invocation);
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
  const pairs = pairToolCalls([...turns, ...(await turnsBehind(dependencies.pool, open, run, turns, nextCursor))]);
  return {
    calls: opened.map(({ call, missing, is_withheld, messages, answer }) => ({
      ...call,
      content: { missing, is_withheld, messages, answer, tool_calls: pairs.get(call.invocation.request_id) ?? [] },
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

type Dependencies = Pick<AdminDependencies, 'pool' | 'opener'>;
type Open = (call: Invocation) => Promise<OpenedContent>;

function openerOf(dependencies: Dependencies): Open {
  const reader = createTurnReader(dependencies.pool, dependencies.opener);
  return async (call) => {
    const result = await readMaskedTurn(dependencies, reader, call);
    if (result.kind !== 'found') return { ...nothing, missing: result.kind };
    const { isWithheld: is_withheld, messages, answer, bytes } = result.turn;
    const content = { missing: null, is_withheld, messages: [...messages], bytes };
    if (answer === null) return { ...content, answer: null, issued: [] };
    const { tool_calls: issued, ...shown } = answer;
    return { ...content, answer: shown, issued };
  };
}

const nothing = { is_withheld: false, messages: [], answer: null, issued: [], bytes: 0 };

/** The calls behind the page that may carry results of tool calls on it. */
async function turnsBehind(
  pool: AdminDependencies['pool'],
  open: Open,
  run: RunKey,
  turns: readonly TurnOfCall[],
  cursor: string | null,
): Promise<TurnOfCall[]> {
  const waiting = turns.filter(({ issued }) => issued.length > 0).map(({ requestId }) => requestId);
  if (cursor === null || waiting.length === 0) return [];
  const found: TurnOfCall[] = [];
  for (const { requestId, parentId } of await findFollowers(pool, run, waiting, cursor)) {
    const call = await readInvocation(pool, requestId, run.userId ?? undefined);
    if (!call) continue;
    const { messages } = await open(call);
    found.push({ requestId, parentId, messages, issued: [] });
  }
  return found;
}
