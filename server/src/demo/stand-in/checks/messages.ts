import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { refuse } from '../failure.ts';
import { isObject, type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { checkTurns } from './messages-turns.ts';

const known = new Set(
  (
    'model messages max_tokens system stream temperature top_p top_k stop_sequences tools tool_choice metadata thinking ' +
    'service_tier container context_management mcp_servers output_config output_format inference_geo speed cache_control'
  ).split(' '),
);

/** What Anthropic refuses of a message request. @throws Refused */
export function checkMessages(call: StandInCall, _: Behaviour): void {
  const { json } = call;
  checkAnthropicHeaders(call);
  if (json === null) refuse('The request body is not valid JSON.');
  checkMembers(json);
  if (!Number.isInteger(json['max_tokens']) || Number(json['max_tokens']) < 1) refuse('max_tokens: Field required');
  checkThinking(json);
  checkAsked(json);
}

/** What counting tokens refuses: the same, without the members that are about the answer. @throws Refused */
export function checkCount(call: StandInCall): void {
  checkAnthropicHeaders(call);
  if (call.json === null) refuse('The request body is not valid JSON.');
  for (const name of ['max_tokens', 'stream', 'metadata', 'stop_sequences', 'temperature', 'top_p', 'top_k']) {
    if (name in call.json) refuse(`${name}: Extra inputs are not permitted`);
  }
  checkMembers(call.json);
  checkAsked(call.json);
}

/** @throws Refused */
export function checkAnthropicHeaders({ headers }: StandInCall): void {
  if (headers['x-api-key'] === undefined && headers.authorization === undefined) {
    refuse('x-api-key header is required', { status: 401 });
  }
  if (headers['anthropic-version'] === undefined) refuse('anthropic-version: header is required');
}

function checkMembers(json: JsonObject): void {
  for (const name of Object.keys(json)) if (!known.has(name)) refuse(`${name}: Extra inputs are not permitted`);
  if (typeof json['model'] !== 'string') refuse('model: Field required');
  if (!Array.isArray(json['messages'])) refuse('messages: Field required');
}

function checkAsked(json: JsonObject): void {
  const { temperature, system } = json;
  if (typeof temperature === 'number' && (temperature < 0 || temperature > 1)) refuse('temperature: range: 0..1');
  if (objectsIn(system).some(({ text }) => text === '')) refuse('system: text content blocks must be non-empty');
  if (Array.isArray(json['stop_sequences']) && json['stop_sequences'].some((text) => String(text).trim() === '')) {
    refuse('stop_sequences: each stop sequence must contain non-whitespace');
  }
  checkTools(json);
  if ((JSON.stringify(json).match(/"cache_control":\{/g)?.length ?? 0) > 4) {
    refuse('A maximum of 4 blocks with cache_control may be provided.');
  }
  checkTurns(objectsIn(json['messages']), memberOf(json['thinking'], 'type') === 'enabled');
}

function checkThinking({ thinking, max_tokens: most, temperature, tool_choice: choice }: JsonObject): void {
  if (memberOf(thinking, 'type') !== 'enabled') return;
  const budget = Number(memberOf(thinking, 'budget_tokens'));
  if (!(budget >= 1024)) refuse('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  if (budget >= Number(most)) refuse('`max_tokens` must be greater than `thinking.budget_tokens`.');
  if (temperature !== undefined && temperature !== 1) {
    refuse('`temperature` may only be set to 1 when thinking is enabled.');
  }
  if (['any', 'tool'].includes(stringIn(memberOf(choice, 'type')))) {
    refuse('Thinking may not be enabled when tool_choice forces tool use.');
  }
}

function checkTools({ tools, tool_choice: choice }: JsonObject): void {
  const offered = objectsIn(tools);
  if (choice !== undefined && offered.length === 0) {
    refuse('tool_choice: tool_choice may only be specified while providing tools.');
  }
  const names = offered.map(({ name }) => stringIn(name));
  if (new Set(names).size < names.length) refuse('tools: Tool names must be unique.');
  offered.forEach((tool, index) => {
    const isOwn = tool['type'] === undefined || tool['type'] === 'custom';
    const place = `tools.${index}${isOwn ? '.custom' : ''}`;
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stringIn(tool['name']))) {
      refuse(`${place}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
    }
    if (isOwn && !isObject(tool['input_schema'])) refuse(`${place}.input_schema: Field required`);
    if (isOwn && memberOf(tool['input_schema'], 'type') !== 'object') {
      refuse(`${place}.input_schema.type: Input should be 'object'`);
    }
  });
}
