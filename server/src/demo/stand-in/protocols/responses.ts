import { heard, type Asked, type Said } from '../asked.ts';
import { type StandInCall, textOf } from '../call.ts';
import { checkResponses } from '../checks/responses.ts';
import { type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { chat, openAiError } from './chat.ts';
import type { Protocol } from './protocol.ts';
import { failedEvent, responseEvents, responseObject } from './responses-answer.ts';

/** OpenAI's `POST /v1/responses`. */
export const responses: Protocol = {
  frames: 'sse',
  lineEnd: '\n',
  done: null,
  numberedBy: 'sequence_number',
  check: checkResponses,
  ask,
  body: responseObject,
  stream: responseEvents,
  errorBody: chat.errorBody,
  errorEvent(failure, behaviour, call) {
    if (behaviour.failsResponse === true) return failedEvent(failure, call);
    const { code, message, param } = openAiError(failure);
    return { name: 'error', data: { type: 'error', code, message, param }, isPiece: false };
  },
};

function ask({ json }: StandInCall): Asked {
  const instructions = stringIn(json?.['instructions']);
  const input = json?.['input'];
  return {
    wantsStream: json?.['stream'] === true,
    ...heard([
      ...(instructions === '' ? [] : [{ by: 'instructions' as const, text: instructions }]),
      ...(typeof input === 'string' ? [{ by: 'user' as const, text: input }] : objectsIn(input).flatMap(saidIn)),
    ]),
    tools: offeredIn(json?.['tools']),
    choice: choiceOf(json?.['tool_choice']),
    schema: schemaOf(memberOf(json?.['text'], 'format')),
  };
}

function saidIn(item: JsonObject): Said[] {
  const type = stringIn(item['type'] ?? 'message');
  if (type.endsWith('_output')) return [{ by: 'tool', text: textOf(item['output']) }];
  if (type === 'reasoning' || type.endsWith('_call')) return [{ by: 'model', text: '' }];
  const role = stringIn(item['role']);
  const by = role === 'user' ? 'user' : role === 'assistant' ? 'model' : 'instructions';
  return [{ by, text: textOf(item['content']) }];
}

/** Functions, those of namespaces included. */
function offeredIn(tools: unknown): Asked['tools'] {
  return objectsIn(tools).flatMap((tool) => {
    if (tool['type'] === 'namespace') return offeredIn(tool['tools']);
    if (tool['type'] !== 'function' || typeof tool['name'] !== 'string') return [];
    return [{ name: tool['name'], parameters: tool['parameters'] ?? { type: 'object' } }];
  });
}

function choiceOf(choice: unknown): Asked['choice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const name = memberOf(choice, 'name');
  return typeof name === 'string' ? { name } : 'auto';
}

function schemaOf(format: unknown): unknown {
  const type = memberOf(format, 'type');
  if (type === 'json_object') return { type: 'object' };
  return type === 'json_schema' ? memberOf(format, 'schema') : undefined;
}
