import { isMembers, type Json, numberOf } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Option, OptionName, Options } from '../interchange/prompt.ts';
import type { RequestContext } from '../wire.ts';

/** Options whose value is written as it is. */
const plain: readonly (readonly [OptionName, string])[] = [
  ['temperature', 'temperature'],
  ['topP', 'top_p'],
  ['topK', 'top_k'],
  ['minP', 'min_p'],
  ['seed', 'seed'],
  ['stop', 'stop'],
  ['presencePenalty', 'presence_penalty'],
  ['frequencyPenalty', 'frequency_penalty'],
  ['logitBias', 'logit_bias'],
  ['logprobs', 'logprobs'],
  ['topLogprobs', 'top_logprobs'],
  ['verbosity', 'verbosity'],
  ['metadata', 'metadata'],
  ['store', 'store'],
  ['promptCacheKey', 'prompt_cache_key'],
  ['promptCacheRetention', 'prompt_cache_retention'],
  ['prediction', 'prediction'],
];

/** The members of a chat body that the options of a prompt ask for. */
export function optionMembers(
  options: Options,
  context: RequestContext,
  losses: Losses,
): Readonly<Record<string, Json>> {
  const members: Record<string, Json> = {};
  for (const [name, member] of plain) {
    const option = options[name];
    if (option && losses.table.options[name] === 'carried') members[member] = option.value;
  }
  const { maxTokens, format, user, serviceTier } = options;
  if (maxTokens) members[context.isCompatible ? 'max_tokens' : 'max_completion_tokens'] = maxTokens.value;
  if (format) members['response_format'] = responseFormat(format, losses);
  if (user) Object.assign(members, userMember(user, context, losses));
  if (serviceTier && !context.isCompatible) Object.assign(members, tierMember(serviceTier, losses));
  const effort = effortOf(options, context, losses);
  return effort === null ? members : { ...members, reasoning_effort: effort };
}

/** Chat wants a name for each schema; it means nothing. */
function responseFormat({ value, param }: Option, losses: Losses): Json {
  if (!isMembers(value)) return losses.refuse(param);
  if (value['type'] === 'json_object') return { type: 'json_object' };
  const { name = null, description = null, schema = null, strict = null } = value;
  const about = { name: name ?? 'answer', description, schema, strict };
  return {
    type: 'json_schema',
    json_schema: Object.fromEntries(Object.entries(about).filter(([, each]) => each !== null)),
  };
}

/** OpenAI takes up to 64 characters; what Claude Code writes there, for one, is longer. */
function userMember({ value, param }: Option, context: RequestContext, losses: Losses): Record<string, Json> {
  if (typeof value === 'string' && value.length <= 64)
    return { [context.isCompatible ? 'user' : 'safety_identifier']: value };
  losses.drop(param);
  return {};
}

const tiers: readonly Json[] = ['auto', 'default', 'flex', 'priority', 'scale'];

function tierMember({ value, param }: Option, losses: Losses): Record<string, Json> {
  if (tiers.includes(value)) return { service_tier: value };
  losses.drop(param);
  return {};
}

/** How much to think: as the caller said, or by the budget in tokens; the nearest word where the very one does not exist. */
function effortOf(options: Options, { isCompatible }: RequestContext, losses: Losses): Json {
  const { reasoningEffort: effort, reasoningBudget: budget } = options;
  if (budget) losses.drop(budget.param);
  if (!effort) return budget ? effortOfBudget(numberOf(budget.value) ?? 0) : null;
  const isBeyond = effort.value === 'max' || (isCompatible && effort.value === 'xhigh');
  if (!isBeyond) return effort.value;
  losses.drop(effort.param);
  return isCompatible ? 'high' : 'xhigh';
}

/** Google's thresholds for the same words (Gemini API, "OpenAI compatibility"). @param tokens 0: do not think */
export function effortOfBudget(tokens: number): 'none' | 'low' | 'medium' | 'high' {
  if (tokens === 0) return 'none';
  if (tokens <= 1024) return 'low';
  return tokens <= 8192 ? 'medium' : 'high';
}
