import { type Json, numberOf } from '../../platform/lossless-json.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { Format, Option, OptionName, Options } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';

type Kind = 'string' | 'boolean' | 'number' | 'list' | 'any';

/** Members that say the same as an option of ours. */
const plain: readonly (readonly [OptionName, Kind, string])[] = [
  ['maxTokens', 'number', 'max_output_tokens'],
  ['temperature', 'number', 'temperature'],
  ['topP', 'number', 'top_p'],
  ['parallelToolCalls', 'boolean', 'parallel_tool_calls'],
  ['serviceTier', 'string', 'service_tier'],
  ['metadata', 'any', 'metadata'],
  ['store', 'boolean', 'store'],
  ['promptCacheKey', 'string', 'prompt_cache_key'],
  ['promptCacheRetention', 'string', 'prompt_cache_retention'],
  ['contextManagement', 'any', 'context_management'],
];

/** What else was asked for, and what of it no reader knows. */
export interface ReadOptions {
  readonly options: Options;
  /** Things of `include` that only OpenAI's own tools have. */
  readonly leftOut: readonly string[];
}

/** What a request asks for beside the conversation and its tools. What equals the default is not said. */
export function optionsOf(body: MemberReader): ReadOptions {
  const found = new Map<OptionName, Option>();
  const set = (name: OptionName, option: Option | null): void => {
    if (option !== null) found.set(name, option);
  };
  for (const [name, kind, member] of plain) set(name, body.option(member, kind));
  set('user', userOf(body));
  set(
    'truncation',
    unless(body.option('truncation', 'string'), (value) => value === 'disabled'),
  );
  set(
    'topLogprobs',
    unless(body.option('top_logprobs', 'number'), (value) => numberOf(value) === 0),
  );
  const reasoning = body.object('reasoning');
  set('reasoningEffort', reasoning?.option('effort', 'string') ?? null);
  // Its name before was `generate_summary`.
  set(
    'reasoningSummary',
    reasoning?.option('summary', 'string') ?? reasoning?.option('generate_summary', 'string') ?? null,
  );
  const words = body.object('text');
  set('verbosity', words?.option('verbosity', 'string') ?? null);
  set('format', words === null ? null : formatOf(words));
  const { options, leftOut } = includedOf(body);
  for (const [name, option] of Object.entries(options)) set(name as OptionName, option);
  const top = found.get('topLogprobs');
  if (top !== undefined && !found.has('logprobs')) set('logprobs', { value: true, param: top.param });
  return { options: Object.fromEntries(found), leftOut };
}

/** Where the old name says something else than the new one, it stays unread, and so is told of. */
function userOf(body: MemberReader): Option | null {
  const identifier = body.option('safety_identifier', 'string');
  if (identifier === null) return body.option('user', 'string');
  if (identifier.value === body.peek('user')) body.pass('user');
  return identifier;
}

function unless(option: Option | null, isDefault: (value: Json) => boolean): Option | null {
  return option === null || isDefault(option.value) ? null : option;
}

function includedOf(body: MemberReader): ReadOptions {
  const leftOut: string[] = [];
  const options: Partial<Record<OptionName, Option>> = {};
  const included = body.list('include') ?? [];
  for (const [index, what] of included.entries()) {
    const option = { value: true, param: 'include' };
    if (what === 'reasoning.encrypted_content') options.encryptedReasoning = option;
    else if (what === 'message.output_text.logprobs') options.logprobs = option;
    else leftOut.push(`include[${index}]`);
  }
  return { options, leftOut };
}

/** `text.format`; plain text is what is answered anyway. */
function formatOf(words: MemberReader): Option | null {
  const format = words.object('format');
  const type = format?.needString('type') ?? 'text';
  const param = words.pathOf('format');
  if (format === null || type === 'text') return null;
  if (type === 'json_object') return { value: { type }, param };
  if (type !== 'json_schema') throw new CannotCarry(`${param}.type`, `The text format "${type}" has no counterpart.`);
  const value = {
    type,
    name: format.string('name'),
    description: format.string('description'),
    schema: format.any('schema'),
    strict: format.boolean('strict'),
  } satisfies Format;
  return { value, param };
}
