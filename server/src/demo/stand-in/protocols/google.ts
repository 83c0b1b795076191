import { heard, type Asked, type Said } from '../asked.ts';
import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { checkGoogle } from '../checks/google.ts';
import type { Failure } from '../failure.ts';
import { isObject, type JsonObject, memberOf, objectOf, objectsIn, stringIn } from '../json.ts';
import { type Reply, wordsOf } from '../reply.ts';
import { signatureOf } from '../signature.ts';
import type { Protocol, StreamEvent } from './protocol.ts';

/** Gemini's `models/{model}:generateContent` and `:streamGenerateContent?alt=sse`. */
export const google: Protocol = {
  frames: 'sse',
  lineEnd: '\r\n',
  done: null,
  check: checkGoogle,
  ask,
  body,
  stream,
  errorBody: googleError,
  errorEvent: (failure) => ({ data: googleError(failure), isPiece: false }),
};

const statuses: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

export function googleError({ status, message }: Failure): JsonObject {
  return { error: { code: status, message, status: statuses[status] ?? 'UNKNOWN' } };
}

function ask({ json, path }: StandInCall): Asked {
  const config = json?.['generationConfig'];
  const schema = memberOf(config, 'responseJsonSchema') ?? memberOf(config, 'responseSchema');
  const calling = memberOf(json?.['toolConfig'], 'functionCallingConfig');
  const wantsJson = memberOf(config, 'responseMimeType') === 'application/json';
  const instructions = textIn(memberOf(json?.['systemInstruction'], 'parts'));
  return {
    wantsStream: path.includes(':streamGenerateContent'),
    ...heard([
      ...(instructions === '' ? [] : [{ by: 'instructions' as const, text: instructions }]),
      ...objectsIn(json?.['contents']).flatMap(saidIn),
    ]),
    tools: objectsIn(json?.['tools']).flatMap((tool) =>
      objectsIn(tool['functionDeclarations']).map((declared) => ({
        name: stringIn(declared['name']),
        parameters: declared['parametersJsonSchema'] ?? declared['parameters'] ?? { type: 'object' },
      })),
    ),
    choice: choiceOf(calling),
    schema: schema ?? (wantsJson ? { type: 'object' } : undefined),
  };
}

function textIn(parts: unknown): string {
  return objectsIn(parts)
    .filter(({ thought }) => thought !== true)
    .map(({ text }) => stringIn(text))
    .join('');
}

function saidIn({ role, parts }: JsonObject): Said[] {
  if (role === 'model') return [{ by: 'model', text: textIn(parts) }];
  const results = objectsIn(parts).flatMap(({ functionResponse }): Said[] =>
    isObject(functionResponse) ? [{ by: 'tool', text: resultIn(functionResponse['response']) }] : [],
  );
  const text = textIn(parts);
  return text === '' && results.length > 0 ? results : [...results, { by: 'user', text }];
}

/** The text of a result: under `output` or `result` where it is one of these, as Google advises; else all of it. */
function resultIn(response: unknown): string {
  const said = memberOf(response, 'output') ?? memberOf(response, 'result') ?? response;
  return typeof said === 'string' ? said : JSON.stringify(said);
}

function choiceOf(calling: unknown): Asked['choice'] {
  const mode = memberOf(calling, 'mode');
  if (mode === 'NONE') return 'none';
  if (mode !== 'ANY') return 'auto';
  const allowed = memberOf(calling, 'allowedFunctionNames');
  return Array.isArray(allowed) && allowed.length === 1 ? { name: stringIn(allowed[0]) } : 'required';
}

const finishReasons = {
  stop: 'STOP',
  tool_calls: 'STOP',
  length: 'MAX_TOKENS',
  filtered: 'SAFETY',
  refused: 'PROHIBITED_CONTENT',
};

function usageOf({ usage }: Reply, behaviour: Behaviour): JsonObject {
  if (behaviour.usage === 'none') return {};
  const counted = {
    promptTokenCount: usage.prompt,
    candidatesTokenCount: usage.spoken,
    totalTokenCount: usage.prompt + usage.spoken + usage.reasoning,
    ...(usage.cached === 0 ? {} : { cachedContentTokenCount: usage.cached }),
    ...(usage.reasoning === 0 ? {} : { thoughtsTokenCount: usage.reasoning }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.prompt }],
  };
  return { usageMetadata: behaviour.usageReported ?? counted };
}

/** Parts of the answer, cut as they are streamed. A refused answer has none. */
function partsOf(reply: Reply, behaviour: Behaviour): JsonObject[] {
  if (reply.finish === 'refused') return [];
  return [
    ...wordsOf(reply.reasoning?.text ?? '').map((text) => ({ text, thought: true })),
    ...reply.words.map((text) => ({ text })),
    // The first of parallel calls carries the signature of all.
    ...reply.toolCalls.map(({ name, arguments: text }, index) => ({
      functionCall: { name, args: objectOf(text) },
      ...(behaviour.signs === true && index === 0 ? { thoughtSignature: signatureOf(name + text) } : {}),
    })),
  ];
}

function answer(reply: Reply, behaviour: Behaviour, parts: readonly JsonObject[], isLast: boolean): JsonObject {
  const more = { ...usageOf(reply, behaviour), modelVersion: reply.model, responseId: reply.id };
  if (behaviour.filtersPrompt === true) return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...more };
  const content = parts.length === 0 && reply.finish === 'refused' ? {} : { content: { parts, role: 'model' } };
  const finish = isLast ? { finishReason: finishReasons[reply.finish] } : {};
  return { candidates: [{ ...content, ...finish, index: 0 }], ...more };
}

function body(reply: Reply, behaviour: Behaviour): JsonObject {
  const thoughts = reply.reasoning === null ? [] : [{ text: reply.reasoning.text, thought: true }];
  const text = reply.text === '' ? [] : [{ text: reply.text }];
  const calls = partsOf(reply, behaviour).filter((part) => 'functionCall' in part);
  return answer(reply, behaviour, reply.finish === 'refused' ? [] : [...thoughts, ...text, ...calls], true);
}

/** Usage stands in every event, and the finish in the last one, with a part or without. */
function stream(reply: Reply, behaviour: Behaviour): readonly StreamEvent[] {
  if (behaviour.filtersPrompt === true) return [{ data: answer(reply, behaviour, [], true), isPiece: true }];
  const events = partsOf(reply, behaviour).map((part) => ({
    data: answer(reply, behaviour, [part], false),
    isPiece: true,
  }));
  if (behaviour.withoutDone === true) return events;
  return [
    ...events,
    { data: answer(reply, behaviour, [{ text: '' }].slice(reply.finish === 'refused' ? 1 : 0), true), isPiece: false },
  ];
}
