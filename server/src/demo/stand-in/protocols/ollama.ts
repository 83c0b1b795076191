import { heard, type Asked, type Said } from '../asked.ts';
import type { Behaviour } from '../behaviour.ts';
import { type StandInCall, textOf } from '../call.ts';
import { checkOllama } from '../checks/ollama.ts';
import type { Failure } from '../failure.ts';
import { isObject, type JsonObject, memberOf, objectOf, objectsIn, stringIn } from '../json.ts';
import { type Reply, wordsOf } from '../reply.ts';
import type { Protocol, StreamEvent } from './protocol.ts';

/** Ollama's own `POST /api/chat`: streams unless told not to, in lines of JSON. */
export const ollama: Protocol = {
  frames: 'ndjson',
  lineEnd: '\n',
  done: null,
  check: checkOllama,
  ask,
  body,
  stream,
  errorBody: ollamaError,
  errorEvent: (failure) => ({ data: ollamaError(failure), isPiece: false }),
};

export function ollamaError({ message }: Failure): JsonObject {
  return { error: message };
}

const speakers: Readonly<Record<string, Said['by']>> = { system: 'instructions', assistant: 'model', tool: 'tool' };

function ask({ json }: StandInCall): Asked {
  const format = json?.['format'];
  return {
    wantsStream: json?.['stream'] !== false,
    ...heard(
      objectsIn(json?.['messages']).map(({ role, content }) => ({
        by: speakers[stringIn(role)] ?? 'user',
        text: textOf(content),
      })),
    ),
    tools: objectsIn(json?.['tools']).flatMap(({ function: tool }) =>
      isObject(tool) ? [{ name: stringIn(tool['name']), parameters: memberOf(tool, 'parameters') }] : [],
    ),
    choice: 'auto',
    schema: isObject(format) ? format : format === 'json' ? { type: 'object' } : undefined,
  };
}

function line(reply: Reply, message: JsonObject, more: JsonObject): JsonObject {
  const createdAt = new Date(reply.created * 1000).toISOString();
  return {
    model: reply.model,
    created_at: createdAt,
    message: { role: 'assistant', content: '', ...message },
    ...more,
  };
}

/** How it ended, and what it took; the prompt's count is missing where all of it was in the cache. */
function ending({ usage, finish }: Reply, behaviour: Behaviour): JsonObject {
  const counted = { prompt_eval_count: usage.prompt, eval_count: usage.spoken + usage.reasoning };
  const reported = isObject(behaviour.usageReported) ? behaviour.usageReported : counted;
  return {
    done: true,
    done_reason: finish === 'length' ? 'length' : 'stop',
    total_duration: 90_000_000,
    load_duration: 10_000_000,
    prompt_eval_duration: 20_000_000,
    eval_duration: 60_000_000,
    ...(behaviour.usage === 'none' ? {} : reported),
  };
}

function callsOf({ toolCalls }: Reply): JsonObject[] {
  return toolCalls.map(({ name, arguments: text }) => ({ function: { name, arguments: objectOf(text) } }));
}

function body(reply: Reply, behaviour: Behaviour): JsonObject {
  const calls = callsOf(reply);
  const message = {
    content: reply.refusal ?? reply.text,
    ...(reply.reasoning === null ? {} : { thinking: reply.reasoning.text }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return line(reply, message, ending(reply, behaviour));
}

function stream(reply: Reply, behaviour: Behaviour): readonly StreamEvent[] {
  const words = reply.refusal === null ? reply.words : wordsOf(reply.refusal);
  const messages = [
    ...wordsOf(reply.reasoning?.text ?? '').map((thinking) => ({ thinking })),
    ...words.map((content) => ({ content })),
    ...callsOf(reply).map((call) => ({ tool_calls: [call] })),
  ];
  const lines = messages.map((message) => ({ data: line(reply, message, { done: false }), isPiece: true }));
  if (behaviour.withoutDone === true) return lines;
  return [...lines, { data: line(reply, {}, ending(reply, behaviour)), isPiece: true }];
}
