import { type Asked, heard, type Said } from '../asked.ts';
import { type StandInCall, textOf } from '../call.ts';
import { checkMessages } from '../checks/messages.ts';
import type { Failure } from '../failure.ts';
import { type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { messageBody, messageEvents } from './messages-answer.ts';
import type { Protocol } from './protocol.ts';

/** Anthropic's `POST /v1/messages`. */
export const messages: Protocol = {
  frames: 'sse',
  lineEnd: '\n',
  done: null,
  check: checkMessages,
  ask,
  body: messageBody,
  stream: messageEvents,
  errorBody,
  errorEvent: (failure, _, call) => ({ name: 'error', data: errorBody(failure, call), isPiece: false }),
};

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export function errorBody({ status, message }: Failure, { number }: Pick<StandInCall, 'number'>): JsonObject {
  const type = errorTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message }, request_id: `req_standin${number}` };
}

function ask({ json }: StandInCall): Asked {
  const system = textOf(json?.['system']);
  return {
    wantsStream: json?.['stream'] === true,
    ...heard([
      ...(system === '' ? [] : [{ by: 'instructions' as const, text: system }]),
      ...objectsIn(json?.['messages']).flatMap(saidIn),
    ]),
    tools: objectsIn(json?.['tools']).flatMap(({ name, input_schema: parameters }) =>
      typeof name === 'string' && parameters !== undefined ? [{ name, parameters }] : [],
    ),
    choice: choiceOf(json?.['tool_choice']),
    schema: schemaOf(json),
  };
}

function saidIn({ role, content }: JsonObject): Said[] {
  if (role === 'assistant') return [{ by: 'model', text: textOf(content) }];
  if (role === 'system') return [{ by: 'instructions', text: textOf(content) }];
  const results = objectsIn(content)
    .filter(({ type }) => type === 'tool_result')
    .map((block): Said => ({ by: 'tool', text: textOf(block['content']) }));
  const text = textOf(content);
  return text === '' && results.length > 0 ? results : [...results, { by: 'user', text }];
}

function choiceOf(choice: unknown): Asked['choice'] {
  const type = memberOf(choice, 'type');
  if (type === 'any') return 'required';
  if (type === 'none') return 'none';
  return type === 'tool' ? { name: stringIn(memberOf(choice, 'name')) } : 'auto';
}

function schemaOf(json: JsonObject | null): unknown {
  const format = memberOf(json?.['output_config'], 'format') ?? json?.['output_format'];
  return memberOf(format, 'type') === 'json_schema' ? memberOf(format, 'schema') : undefined;
}
