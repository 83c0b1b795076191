import { isMembers, type Json, numberOf } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Option, Options } from '../interchange/prompt.ts';
import type { ClaudeModel } from './claude-model.ts';
import type { Thinking } from './thinking-members.ts';

type Members = Readonly<Record<string, unknown>>;

/** The members of a message request that the options of a prompt ask for. */
export function optionMembers(options: Options, model: ClaudeModel, thinking: Thinking, losses: Losses): Members {
  const { stop, user, serviceTier, format } = options;
  const config = {
    ...(thinking.effort === null ? {} : { effort: thinking.effort }),
    ...(format ? { format: formatOf(format, losses) } : {}),
  };
  return {
    max_tokens: thinking.maxTokens,
    ...(thinking.thinking === null ? {} : { thinking: thinking.thinking }),
    ...(Object.keys(config).length === 0 ? {} : { output_config: config }),
    ...samplingMembers(options, model, thinking.isOn, losses),
    ...(stop ? { stop_sequences: stopOf(stop, losses) } : {}),
    ...(user ? userMember(user, losses) : {}),
    ...(serviceTier ? tierMember(serviceTier, losses) : {}),
  };
}

/** Where the model thinks, or takes no such thing at all, only what equals the default can be meant; it is left out. */
function samplingMembers(options: Options, model: ClaudeModel, isThinking: boolean, losses: Losses): Members {
  const { temperature, topP, topK } = options;
  const isFree = model.takesSampling && !isThinking;
  const members: Record<string, unknown> = {};
  const set = (name: string, option: Option | undefined, isTaken: boolean, isDefault = false): void => {
    if (option && isTaken) members[name] = option.value;
    else if (option && !isDefault) losses.drop(option.param);
  };
  const degrees = numberOf(temperature?.value);
  // Other protocols go to 2, where this one ends at 1.
  const isBeyond = degrees !== null && degrees > 1;
  set('temperature', temperature, isFree && !isBeyond, degrees === 1);
  if (isFree && isBeyond) members['temperature'] = 1;
  const share = numberOf(topP?.value);
  const isBeside = temperature !== undefined && !model.takesBothSamplings;
  const isNearlyAll = share !== null && share >= 0.95 && model.takesSampling;
  set('top_p', topP, (isFree || isNearlyAll) && !isBeside, share === 1);
  set('top_k', topK, isFree);
  return members;
}

function stopOf({ value, param }: Option, losses: Losses): Json {
  const words = value as readonly string[];
  const why = `"${param}" holds a sequence of nothing but blanks, which Anthropic's models do not stop at.`;
  return words.some((word) => word.trim() === '') ? losses.refuse(param, why) : words;
}

function formatOf({ value, param }: Option, losses: Losses): object {
  const about = isMembers(value) ? value : {};
  const { type, schema, description } = about;
  const why = `"${param}" has no schema; the model of this call answers in JSON only by one.`;
  if (type !== 'json_schema' || !isMembers(schema)) return losses.refuse(param, why);
  if (description != null) losses.drop(`${param}.description`);
  return { type: 'json_schema', schema };
}

function userMember({ value, param }: Option, losses: Losses): Members {
  if (typeof value === 'string' && value.length <= 256) return { metadata: { user_id: value } };
  losses.drop(param);
  return {};
}

/** OpenAI's default tier has no priority; its other tiers have no counterpart. */
function tierMember({ value, param }: Option, losses: Losses): Members {
  if (value === 'auto') return { service_tier: 'auto' };
  if (value === 'default') return { service_tier: 'standard_only' };
  losses.drop(param);
  return {};
}
