import { isList, isMembers, type Json, numberOf } from '../../platform/lossless-json.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { Format, Option, OptionName, Options } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';

type Kind = 'string' | 'boolean' | 'number' | 'any';

/** Members that say the same as an option of ours; of several names for one thing the first that is said counts. */
const plain: readonly (readonly [OptionName, Kind, ...(readonly string[])])[] = [
  ['maxTokens', 'number', 'max_completion_tokens', 'max_tokens'],
  ['temperature', 'number', 'temperature'],
  ['topP', 'number', 'top_p'],
  ['topK', 'number', 'top_k'],
  ['minP', 'number', 'min_p'],
  ['seed', 'number', 'seed'],
  ['presencePenalty', 'number', 'presence_penalty'],
  ['frequencyPenalty', 'number', 'frequency_penalty'],
  ['logitBias', 'any', 'logit_bias'],
  ['topLogprobs', 'number', 'top_logprobs'],
  ['reasoningEffort', 'string', 'reasoning_effort'],
  ['parallelToolCalls', 'boolean', 'parallel_tool_calls'],
  ['verbosity', 'string', 'verbosity'],
  ['serviceTier', 'string', 'service_tier'],
  ['user', 'string', 'safety_identifier', 'user'],
  ['metadata', 'any', 'metadata'],
  ['store', 'boolean', 'store'],
  ['promptCacheKey', 'string', 'prompt_cache_key'],
  ['promptCacheRetention', 'string', 'prompt_cache_retention'],
  ['prediction', 'any', 'prediction'],
  ['audio', 'any', 'audio'],
  ['webSearch', 'any', 'web_search_options'],
];

/** What a chat request asks for beside the conversation and its tools. What equals the default is not said. */
export function optionsOf(body: MemberReader): Options {
  const found = new Map<OptionName, Option>();
  const set = (name: OptionName, option: Option | null): void => {
    if (option !== null) found.set(name, option);
  };
  for (const [name, kind, ...members] of plain) set(name, firstSaid(body, kind, members));
  set('stop', stopOf(body));
  set(
    'choices',
    unless(body.option('n', 'number'), (value) => numberOf(value) === 1),
  );
  set(
    'logprobs',
    unless(body.option('logprobs', 'boolean'), (value) => value === false),
  );
  set('modalities', unless(body.option('modalities', 'list'), isTextOnly));
  set('format', formatOf(body));
  for (const [name, option] of reasoningOf(body, found.has('reasoningEffort'))) set(name, option);
  return Object.fromEntries(found);
}

/** Where a second name says something else than the first, it stays unread, and so is told of. */
function firstSaid(body: MemberReader, kind: Kind, members: readonly string[]): Option | null {
  let first: Option | null = null;
  for (const member of members) {
    if (first === null) first = body.option(member, kind);
    else if (JSON.stringify(first.value) === JSON.stringify(body.peek(member))) body.pass(member);
  }
  return first;
}

function unless(option: Option | null, isDefault: (value: Json) => boolean): Option | null {
  return option === null || isDefault(option.value) ? null : option;
}

function isTextOnly(value: Json): boolean {
  return isList(value) && value.every((each) => each === 'text');
}

function stopOf(body: MemberReader): Option | null {
  const word = body.stringIf('stop');
  if (word !== null) return { value: [word], param: 'stop' };
  const words = body.list('stop');
  if (words?.some((each) => typeof each !== 'string')) throw body.invalid('stop', 'a string or an array of strings');
  return words === null || words.length === 0 ? null : { value: words, param: 'stop' };
}

/** `response_format`; text is what is answered anyway. */
function formatOf(body: MemberReader): Option | null {
  const format = body.object('response_format');
  const type = format?.needString('type') ?? 'text';
  if (format === null || type === 'text') return null;
  const param = 'response_format';
  if (type === 'json_object') return { value: { type }, param };
  if (type !== 'json_schema')
    throw new CannotCarry(`${param}.type`, `The response format "${type}" has no counterpart.`);
  const about = format.needObject('json_schema');
  const value = {
    type,
    name: about.string('name'),
    description: about.string('description'),
    schema: about.any('schema'),
    strict: about.boolean('strict'),
  } satisfies Format;
  return { value, param };
}

/** OpenRouter's `reasoning`, which other servers and clients have taken over. */
function reasoningOf(body: MemberReader, isEffortSaid: boolean): [OptionName, Option | null][] {
  if (!isMembers(body.peek('reasoning'))) return [];
  const reasoning = body.object('reasoning');
  if (reasoning === null) return [];
  return [
    ...(isEffortSaid ? [] : [['reasoningEffort', reasoning.option('effort', 'string')] as [OptionName, Option | null]]),
    ['reasoningBudget', reasoning.option('max_tokens', 'number')],
    ['reasoningSummary', reasoning.option('summary', 'string')],
  ];
}
