import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { refuse } from '../failure.ts';
import { type JsonObject, objectsIn, stringIn } from '../json.ts';

/**
 * What OpenAI refuses of a chat. Unknown parameters are taken, as servers like it do.
 *
 * @throws Refused
 */
export function checkChat({ json }: StandInCall, behaviour: Behaviour): void {
  if (json === null || !Array.isArray(json['messages'])) {
    refuse("Missing required parameter: 'messages'.", { code: 'missing_required_parameter', param: 'messages' });
  }
  if (behaviour.refusesStreamOptions === true && json['stream_options'] != null) {
    refuse('Unrecognized request argument supplied: stream_options');
  }
  if (json['stream_options'] != null && json['stream'] !== true) {
    refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", { param: 'stream_options' });
  }
  if (behaviour.strict !== true) return;
  if (json['tool_choice'] != null && !Array.isArray(json['tools'])) {
    refuse("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", {
      param: 'tool_choice',
    });
  }
  objectsIn(json['tools']).forEach(checkTool);
  const messages = objectsIn(json['messages']);
  if (messages.length === 0) refuse("Invalid 'messages': empty array.", { code: 'empty_array', param: 'messages' });
  messages.forEach(checkMessage);
  checkPairs(messages);
}

function checkTool(tool: JsonObject, index: number): void {
  if (tool['type'] !== 'function') return;
  const { name } = (tool['function'] ?? {}) as JsonObject;
  const param = `tools[${index}].function.name`;
  if (typeof name !== 'string') refuse(`Missing required parameter: '${param}'.`, { param });
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    refuse(`Invalid '${param}': string does not match pattern. Expected a string that matches '^[a-zA-Z0-9_-]+$'.`, {
      param,
      code: 'invalid_value',
    });
  }
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];
const partTypes = ['text', 'image_url', 'input_audio', 'file', 'refusal'];

function checkMessage(message: JsonObject, index: number): void {
  const place = `messages[${index}]`;
  if (!roles.includes(stringIn(message['role']))) {
    refuse(`Invalid value: '${stringIn(message['role'])}'. Supported values are: ${roles.join(', ')}.`, {
      param: `${place}.role`,
      code: 'invalid_value',
    });
  }
  const isCall = message['role'] === 'assistant' && (message['tool_calls'] != null || message['function_call'] != null);
  if (message['content'] == null && !isCall && message['refusal'] == null && message['audio'] == null) {
    refuse(`Invalid value for 'content': expected a string, got null.`, { param: `${place}.content` });
  }
  objectsIn(message['content']).forEach(({ type }, part) => {
    if (partTypes.includes(stringIn(type))) return;
    const param = `${place}.content[${part}].type`;
    refuse(`Invalid value: '${stringIn(type)}'. Supported values are: ${partTypes.join(', ')}.`, { param });
  });
}

function checkPairs(messages: readonly JsonObject[]): void {
  let open = new Set<string>();
  messages.forEach((message, index) => {
    if (message['role'] === 'tool') {
      if (open.delete(stringIn(message['tool_call_id']))) return;
      refuse(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        {
          param: `messages.[${index}].role`,
        },
      );
    }
    refuseOpen(open, index);
    const ids = objectsIn(message['tool_calls']).map(({ id }) => stringIn(id));
    const long = ids.find((id) => id.length > 40 || id === '');
    if (long !== undefined) {
      refuse(
        `Invalid 'messages[${index}].tool_calls[0].id': string too long. Expected a string with maximum length 40.`,
        {
          param: `messages[${index}].tool_calls[0].id`,
          code: 'string_above_max_length',
        },
      );
    }
    open = new Set(ids);
  });
  refuseOpen(open, messages.length);
}

function refuseOpen(open: ReadonlySet<string>, index: number): void {
  if (open.size === 0) return;
  refuse(
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      `The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    { param: `messages.[${index}].role` },
  );
}
