import { type Json, numberOf } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Option, Options } from '../interchange/prompt.ts';
import { generationOf } from './model-generation.ts';

export interface ThinkingConfig {
  readonly thinkingLevel?: 'minimal' | 'low' | 'medium' | 'high';
  readonly thinkingBudget?: Json;
  readonly includeThoughts?: true;
}

type Level = NonNullable<ThinkingConfig['thinkingLevel']>;

/**
 * How much to think, in the words of the model's generation (ai.google.dev/gemini-api/docs/thinking): levels from Gemini 3
 * on, tokens for 2.5, nothing before. Efforts become tokens as in Google's own OpenAI endpoint. What is only nearly meant
 * (no thinking at all, where the model always thinks) is noted.
 * @returns null when nothing is to be said
 */
export function thinkingConfig(options: Options, model: string, losses: Losses): ThinkingConfig | null {
  const { reasoningEffort, reasoningBudget, reasoningAdaptive, reasoningSummary } = options;
  const said = [reasoningEffort, reasoningBudget, reasoningAdaptive, reasoningSummary].filter((it) => it !== undefined);
  if (said.length === 0) return null;
  const generation = generationOf(model);
  if (generation === null || generation < 2.5) {
    for (const { param } of said) losses.drop(param);
    return null;
  }
  const amount = generation >= 3 ? levelOf(options, model, losses) : tokensOf(options, model, losses);
  const config = { ...amount, ...(showsThoughts(options) ? { includeThoughts: true as const } : {}) };
  return Object.keys(config).length === 0 ? null : config;
}

/** Whoever gives a budget or says `adaptive` speaks a protocol whose answers tell the thoughts unless it says otherwise. */
function showsThoughts({ reasoningBudget, reasoningAdaptive, reasoningSummary }: Options): boolean {
  if (reasoningSummary !== undefined) return reasoningSummary.value !== 'none';
  return reasoningAdaptive !== undefined || (reasoningBudget !== undefined && numberOf(reasoningBudget.value) !== 0);
}

function levelOf({ reasoningEffort, reasoningBudget }: Options, model: string, losses: Losses): ThinkingConfig {
  const lowest: Level = model.includes('flash') ? 'minimal' : 'low';
  const levels = {
    none: lowest,
    minimal: lowest,
    low: 'low',
    medium: 'medium',
    high: 'high',
    xhigh: 'high',
    max: 'high',
  };
  if (reasoningEffort !== undefined) {
    const effort = effortOf(reasoningEffort, losses);
    const level = levels[effort] as Level;
    // The first Pro of the generation knows two levels.
    const thinkingLevel = level === 'medium' && /gemini-3-pro/i.test(model) ? 'high' : level;
    if (thinkingLevel !== effort) losses.drop(reasoningEffort.param);
    if (reasoningBudget !== undefined) losses.drop(reasoningBudget.param);
    return { thinkingLevel };
  }
  if (reasoningBudget === undefined) return {};
  losses.drop(reasoningBudget.param);
  const tokens = numberOf(reasoningBudget.value) ?? 0;
  if (tokens === 0) return { thinkingLevel: lowest };
  return { thinkingLevel: tokens <= 2048 ? 'low' : 'high' };
}

function tokensOf(options: Options, model: string, losses: Losses): ThinkingConfig {
  const { reasoningEffort, reasoningBudget, reasoningAdaptive } = options;
  const isPro = model.includes('pro');
  const range = { least: isPro ? 128 : 0, most: isPro ? 32_768 : 24_576 };
  if (reasoningBudget !== undefined) {
    if (reasoningEffort !== undefined) losses.drop(reasoningEffort.param);
    return within(reasoningBudget.value, reasoningBudget.param, range, losses);
  }
  if (reasoningEffort === undefined) return reasoningAdaptive === undefined ? {} : { thinkingBudget: -1 };
  const tokens = { none: 0, minimal: 1024, low: 1024, medium: 8192, high: 24_576, xhigh: range.most, max: range.most };
  return within(tokens[effortOf(reasoningEffort, losses)], reasoningEffort.param, range, losses);
}

/** A budget outside of what the model takes would be refused. */
function within(
  asked: Json,
  param: string,
  { least, most }: { readonly least: number; readonly most: number },
  losses: Losses,
): ThinkingConfig {
  const tokens = numberOf(asked) ?? 0;
  const thinkingBudget = Math.min(Math.max(tokens, least), most);
  if (thinkingBudget === tokens) return { thinkingBudget: asked };
  losses.drop(param);
  return { thinkingBudget };
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
type Effort = (typeof efforts)[number];

function effortOf({ value, param }: Option, losses: Losses): Effort {
  return efforts.find((effort) => effort === value) ?? losses.refuse(param);
}
