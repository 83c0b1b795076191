import { type Asked, heard, type Said } from '../asked.ts';
import type { Behaviour } from '../behaviour.ts';
import { type StandInCall, textOf } from '../call.ts';
import { checkChat } from '../checks/chat.ts';
import type { Failure } from '../failure.ts';
import { isObject, type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { piecesOf, type Reply, wordsOf } from '../reply.ts';
import type { Protocol, StreamEvent } from './protocol.ts';

/** OpenAI's `POST /v1/chat/completions`. */
export const chat: Protocol = {
  frames: 'sse',
  lineEnd: '\n',
  done: '[DONE]',
  check: checkChat,
  ask,
  body,
  stream,
  errorBody: (failure) => ({ error: openAiError(failure) }),
  errorEvent: (failure) => ({ data: { error: openAiError(failure) }, isPiece: false }),
};

export function openAiError({ message, type, param, code, innererror }: Failure): JsonObject {
  return { message, type, param, code, ...(innererror === undefined ? {} : { innererror }) };
}

const speakers: Readonly<Record<string, Said['by']>> = {
  system: 'instructions',
  developer: 'instructions',
  assistant: 'model',
  tool: 'tool',
  function: 'tool',
};

function ask({ json }: StandInCall): Asked {
  const said = objectsIn(json?.['messages']).map(({ role, content }): Said => {
    return { by: speakers[stringIn(role)] ?? 'user', text: textOf(content) };
  });
  return {
    wantsStream: json?.['stream'] === true,
    ...heard(said),
    tools: objectsIn(json?.['tools']).flatMap(({ function: tool }) =>
      isObject(tool) && typeof tool['name'] === 'string'
        ? [{ name: tool['name'], parameters: tool['parameters'] ?? { type: 'object' } }]
        : [],
    ),
    choice: choiceOf(json?.['tool_choice']),
    schema: schemaOf(json?.['response_format']),
  };
}

function choiceOf(choice: unknown): Asked['choice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const name = memberOf(memberOf(choice, 'function'), 'name');
  return typeof name === 'string' ? { name } : 'auto';
}

function schemaOf(format: unknown): unknown {
  const type = memberOf(format, 'type');
  if (type === 'json_object') return { type: 'object' };
  return type === 'json_schema' ? memberOf(memberOf(format, 'json_schema'), 'schema') : undefined;
}

const finishReasons = {
  stop: 'stop',
  tool_calls: 'tool_calls',
  length: 'length',
  filtered: 'content_filter',
  refused: 'stop',
};

function usageOf({ usage }: Reply, { usageReported }: Behaviour): unknown {
  if (usageReported !== undefined) return usageReported;
  const completion = usage.spoken + usage.reasoning;
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: completion,
    total_tokens: usage.prompt + completion,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function body(reply: Reply, behaviour: Behaviour): JsonObject {
  const calls = reply.toolCalls.map((tool) => ({
    ...(behaviour.toolCallStyle === 'no_id' ? {} : { id: `call_${tool.id}` }),
    type: 'function',
    function: { name: tool.name, arguments: tool.arguments },
  }));
  const usage = usageOf(reply, behaviour);
  const choice = {
    index: 0,
    message: {
      role: 'assistant',
      content: calls.length > 0 || reply.refusal !== null ? null : reply.text,
      ...(reply.reasoning === null ? {} : { reasoning_content: reply.reasoning.text }),
      refusal: reply.refusal,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    },
    logprobs: null,
    finish_reason: finishReasons[reply.finish],
    ...(behaviour.usage === 'choices' ? { usage } : {}),
  };
  return {
    id: `chatcmpl-${reply.id}`,
    object: 'chat.completion',
    created: reply.created,
    model: reply.model,
    choices: [choice],
    ...(behaviour.usage === 'none' || behaviour.usage === 'choices' ? {} : { usage }),
    system_fingerprint: 'fp_standin',
  };
}

function stream(reply: Reply, behaviour: Behaviour, { json }: StandInCall): readonly StreamEvent[] {
  const style = behaviour.usage ?? 'on_request';
  const isAsked = memberOf(json?.['stream_options'], 'include_usage') === true;
  const withUsage = style === 'unasked' || (style === 'on_request' && isAsked);
  const usage = usageOf(reply, behaviour);
  // OpenAI sends `"usage": null` in all other chunks when usage was asked for.
  const beside = style === 'each' ? usage : withUsage ? null : undefined;
  const chunk = (choices: readonly unknown[], ofChunk: unknown = beside): StreamEvent => ({
    isPiece: true,
    data: {
      id: `chatcmpl-${reply.id}`,
      object: 'chat.completion.chunk',
      created: reply.created,
      model: reply.model,
      service_tier: 'default',
      system_fingerprint: 'fp_standin',
      choices,
      ...(ofChunk === undefined ? {} : { usage: ofChunk }),
    },
  });
  const chunks = deltasOf(reply, behaviour).map((delta) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: null }]),
  );
  if (behaviour.withoutDone === true) return chunks;
  const last = { index: 0, delta: {}, logprobs: null, finish_reason: finishReasons[reply.finish] };
  chunks.push(
    style === 'choices' ? chunk([{ ...last, usage }]) : chunk([last], style === 'last_content' ? usage : beside),
  );
  if (withUsage) chunks.push(chunk([], usage));
  return chunks;
}

function deltasOf(reply: Reply, behaviour: Behaviour): JsonObject[] {
  return [
    { role: 'assistant', content: reply.toolCalls.length > 0 ? null : '', refusal: null },
    ...wordsOf(reply.reasoning?.text ?? '').map((word) => ({ reasoning_content: word })),
    ...reply.words.map((word) => ({ content: word })),
    ...wordsOf(reply.refusal ?? '').map((word) => ({ refusal: word })),
    ...reply.toolCalls.flatMap((tool, index) => fragmentsOf(tool, index, behaviour)),
  ];
}

function fragmentsOf(tool: Reply['toolCalls'][number], index: number, behaviour: Behaviour): JsonObject[] {
  const style = behaviour.toolCallStyle;
  const fragment = (more: JsonObject): JsonObject => ({ tool_calls: [{ index, ...more }] });
  const id = style === 'no_id' ? {} : { id: `call_${tool.id}` };
  if (style === 'whole') {
    return [fragment({ ...id, type: 'function', function: { name: tool.name, arguments: tool.arguments } })];
  }
  const pieces = piecesOf(tool.arguments, behaviour.fragmentCharacters ?? 6).map((piece) =>
    fragment({ function: { arguments: piece } }),
  );
  if (style !== 'late_id') {
    return [fragment({ ...id, type: 'function', function: { name: tool.name, arguments: '' } }), ...pieces];
  }
  const begun = [fragment({ type: 'function', function: { name: tool.name } }), ...pieces.slice(0, 1)];
  return [...begun, fragment({ ...id, function: { arguments: '' } }), ...pieces.slice(1)];
}
