import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { refuse } from '../failure.ts';
import { type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { looksSigned } from '../signature.ts';

const known = new Set(
  (
    'background context_management conversation include input instructions max_output_tokens max_tool_calls metadata model ' +
    'parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_retention reasoning safety_identifier ' +
    'service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user ' +
    'client_metadata'
  ).split(' '),
);

/** What OpenAI refuses of a response. @throws Refused */
export function checkResponses({ json }: StandInCall, _: Behaviour): void {
  if (json === null) refuse('We could not parse the JSON body of your request.');
  for (const name of Object.keys(json)) {
    if (!known.has(name)) refuse(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
  }
  if (typeof json['model'] !== 'string') missing('model');
  const { input } = json;
  if (typeof input !== 'string' && !Array.isArray(input)) missing('input');
  if (Array.isArray(input) && input.length === 0) refuse("Invalid 'input': empty array.", { param: 'input' });
  const most = json['max_output_tokens'];
  if (typeof most === 'number' && most < 16) {
    refuse(
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${most} instead.`,
      {
        param: 'max_output_tokens',
        code: 'integer_below_min_value',
      },
    );
  }
  objectsIn(json['tools']).forEach(checkTool);
  const format = memberOf(json['text'], 'format');
  if (memberOf(format, 'type') === 'json_schema' && typeof memberOf(format, 'name') !== 'string') {
    missing('text.format.name');
  }
  const items = objectsIn(input);
  items.forEach((item, index) => checkItem(item, `input[${index}]`, json['store'] === false));
  checkPairs(items);
}

function missing(param: string): never {
  refuse(`Missing required parameter: '${param}'.`, { param, code: 'missing_required_parameter' });
}

function checkTool(tool: JsonObject, index: number): void {
  if (typeof tool['type'] !== 'string') missing(`tools[${index}].type`);
  if (tool['type'] === 'function' && typeof tool['name'] !== 'string') missing(`tools[${index}].name`);
}

const prefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  function_call: 'fc',
  reasoning: 'rs',
  custom_tool_call: 'ctc',
};
const partsOf: Readonly<Record<string, readonly string[]>> = {
  assistant: ['output_text', 'refusal'],
  user: ['input_text', 'input_image', 'input_file', 'input_audio'],
};

function checkItem(item: JsonObject, place: string, isUnstored: boolean): void {
  const type = stringIn(item['type'] ?? 'message');
  const { id } = item;
  const prefix = prefixes[type];
  if (typeof id === 'string' && prefix !== undefined && !id.startsWith(prefix)) {
    const param = `${place}.id`;
    refuse(`Invalid '${param}': '${id}'. Expected an ID that begins with '${prefix}'.`, {
      param,
      code: 'invalid_value',
    });
  }
  if (type === 'message') checkMessage(item, place);
  if (type === 'function_call') {
    if (typeof item['name'] !== 'string') missing(`${place}.name`);
    if (typeof item['arguments'] !== 'string') {
      refuse(`Invalid type for '${place}.arguments': expected a string.`, { param: `${place}.arguments` });
    }
  }
  if (type.startsWith('function_call')) checkCallId(item['call_id'], `${place}.call_id`);
  if (type === 'function_call_output' && item['output'] === undefined) missing(`${place}.output`);
  if (type === 'reasoning') checkReasoning(item, place, isUnstored);
}

function checkCallId(id: unknown, param: string): void {
  if (typeof id !== 'string') missing(param);
  if (id === '' || id.length > 64) refuse(`Invalid '${param}': string of 1 to 64 characters expected.`, { param });
}

function checkMessage({ role, content }: JsonObject, place: string): void {
  if (!['user', 'assistant', 'system', 'developer'].includes(stringIn(role))) {
    refuse(`Invalid value: '${stringIn(role)}'.`, { param: `${place}.role`, code: 'invalid_value' });
  }
  if (typeof content !== 'string' && !Array.isArray(content)) missing(`${place}.content`);
  const supported = partsOf[stringIn(role)] ?? partsOf['user'] ?? [];
  objectsIn(content).forEach(({ type }, index) => {
    if (supported.includes(stringIn(type))) return;
    refuse(
      `Invalid value: '${stringIn(type)}'. Supported values are: ${supported.map((one) => `'${one}'`).join(' and ')}.`,
      {
        param: `${place}.content[${index}]`,
        code: 'invalid_value',
      },
    );
  });
}

function checkReasoning(
  { id, summary, encrypted_content: sealed }: JsonObject,
  place: string,
  isUnstored: boolean,
): void {
  if (!Array.isArray(summary)) missing(`${place}.summary`);
  if (sealed != null && !looksSigned(sealed)) {
    refuse('The encrypted content could not be verified.', { code: 'invalid_encrypted_content' });
  }
  if (sealed == null && isUnstored && typeof id === 'string') {
    refuse(`Item with id '${id}' not found. Items are not persisted when \`store\` is set to false.`, {
      status: 404,
      param: 'input',
      code: null,
    });
  }
}

function checkPairs(items: readonly JsonObject[]): void {
  const idsOf = (type: string): string[] =>
    items.filter((item) => item['type'] === type).map((item) => stringIn(item['call_id']));
  const [calls, outputs] = [idsOf('function_call'), idsOf('function_call_output')];
  const lonely = outputs.find((id) => !calls.includes(id));
  if (lonely !== undefined) {
    refuse(`No tool call found for function call output with call_id ${lonely}.`, { param: 'input' });
  }
  const open = calls.find((id) => !outputs.includes(id));
  if (open !== undefined) refuse(`No tool output found for function call ${open}.`, { param: 'input' });
}
