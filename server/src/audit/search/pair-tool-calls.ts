import { type admin, normalToolCallId } from '@tollgate/contract';

/** What is new in a call, as far as tool calls go. */
export interface TurnOfCall {
  readonly requestId: string;
  /** The call that it goes on from. */
  readonly parentId: string | null;
  /** The messages that came with it, as the agent wrote them. */
  readonly messages: readonly unknown[];
  /** The tool calls that its answer issued. */
  readonly issued: readonly { readonly id: string | null; readonly name: string; readonly arguments: string }[];
}

type Pair = admin.ToolCallPair;

/**
 * The tool calls of each call, with the results that later calls carried. A result belongs to the call that its own one
 * goes on from; where that did not issue it, to the last one that did, since some servers issue `call_0` each time.
 * @param turns in order
 * @returns by request id
 */
export function pairToolCalls(turns: readonly TurnOfCall[]): Map<string, Pair[]> {
  const pairs = new Map<string, Pair[]>();
  const lastIssued = new Map<string, Pair>();
  for (const { requestId, parentId, messages, issued } of turns) {
    for (const { id, content } of messages.flatMap(toolResultsOf)) {
      const key = normalToolCallId(id);
      const ofParent = pairs.get(parentId ?? '')?.find((pair) => keyOf(pair) === key);
      const pair = ofParent ?? lastIssued.get(key);
      if (!pair || pair.answered_by !== null) continue;
      pair.result = content;
      pair.answered_by = requestId;
    }
    const own = issued.map((call): Pair => ({ ...call, result: null, answered_by: null }));
    for (const pair of own) {
      const key = keyOf(pair);
      if (key !== null) lastIssued.set(key, pair);
    }
    pairs.set(requestId, own);
  }
  return pairs;
}

function keyOf({ id }: Pair): string | null {
  return id === null ? null : normalToolCallId(id);
}

interface ToolResult {
  readonly id: string;
  readonly content: unknown;
}

/** The results in a message of OpenAI's chat completions, OpenAI's responses, or Anthropic's messages. */
function toolResultsOf(message: unknown): ToolResult[] {
  if (!isObject(message)) return [];
  if (message['role'] === 'tool') return resultOf(message['tool_call_id'], message['content']);
  if (message['type'] === 'function_call_output') return resultOf(message['call_id'], message['output']);
  const blocks = Array.isArray(message['content']) ? message['content'] : [];
  return blocks.flatMap((block: unknown) =>
    isObject(block) && block['type'] === 'tool_result' ? resultOf(block['tool_use_id'], block['content']) : [],
  );
}

function resultOf(id: unknown, content: unknown): ToolResult[] {
  return typeof id === 'string' ? [{ id, content: content ?? null }] : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
