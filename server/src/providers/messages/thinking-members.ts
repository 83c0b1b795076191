import { type Json, numberOf } from '../../platform/lossless-json.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Option, Options } from '../interchange/prompt.ts';
import type { ClaudeModel } from './claude-model.ts';

/** What is asked of Claude's thinking. */
export interface Thinking {
  /** `thinking`; null leaves it to the model. */
  readonly thinking: object | null;
  readonly effort: string | null;
  readonly maxTokens: Json;
  readonly isOn: boolean;
}

/** Budgets for the words of other protocols; Anthropic takes no less than 1024. */
const budgetOfEffort: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 32_768,
};
const budgetMin = 1024;

/**
 * How a request for reasoning is said to a model (Anthropic docs, "Thinking", "Extended thinking", "Effort").
 * @param isPossible false where Anthropic refuses to think: a call is forced, or one goes on that began without thinking
 */
export function thinkingFor(options: Options, model: ClaudeModel, isPossible: boolean, losses: Losses): Thinking {
  const { reasoningEffort: effort, reasoningBudget: budget, reasoningAdaptive: adaptive, reasoningSummary } = options;
  const maxTokens = options.maxTokens?.value ?? model.maxTokensDefault;
  const said = [effort, budget, adaptive].filter((option) => option !== undefined);
  const isOff = effort?.value === 'none' || numberOf(budget?.value) === 0;
  if (isPossible && !isOff && said.length > 0) {
    return model.thinks === 'by effort'
      ? byEffort(options, model, maxTokens, losses)
      : byBudget(options, maxTokens, losses);
  }
  if (reasoningSummary) losses.drop(reasoningSummary.param);
  const isLost = !isOff || model.thinksUnasked === 'always';
  if (isLost) for (const { param } of said) losses.drop(param);
  const unasked = { thinking: null, effort: null, maxTokens, isOn: false };
  if (said.length === 0 && isPossible) return unasked;
  if (model.thinksUnasked === 'always') return { ...unasked, effort: isOff ? 'low' : null };
  const mayThink = model.thinksUnasked === 'perhaps' || (isOff && model.thinksUnasked === 'unknown');
  return mayThink ? { ...unasked, thinking: { type: 'disabled' } } : unasked;
}

function byEffort(options: Options, model: ClaudeModel, maxTokens: Json, losses: Losses): Thinking {
  const { reasoningEffort: asked, reasoningBudget: budget, reasoningSummary: summary } = options;
  // A budget is no effort: the nearest word says the most of it.
  if (budget) losses.drop(budget.param);
  const word = asked ? wordOf(asked) : budget ? effortOfBudget(numberOf(budget.value) ?? 0) : null;
  const effort = word === 'minimal' ? 'low' : word === 'xhigh' && !model.takesXhigh ? 'high' : word;
  if (asked && effort !== word) losses.drop(asked.param);
  const display = summary ? { display: 'summarized' } : {};
  return { thinking: { type: 'adaptive', ...display }, effort, maxTokens, isOn: true };
}

/** Words that nobody knows are the provider's to judge. */
function wordOf(effort: Option | undefined): string {
  return typeof effort?.value === 'string' ? effort.value : 'high';
}

function effortOfBudget(tokens: number): string {
  if (tokens <= 2048) return 'low';
  return tokens <= 8192 ? 'medium' : 'high';
}

function byBudget(options: Options, maxTokens: Json, losses: Losses): Thinking {
  const { reasoningEffort: effort, reasoningBudget: budget, reasoningAdaptive: adaptive, reasoningSummary } = options;
  const asked = budget ? numberOf(budget.value) : null;
  const wanted = Math.max(budgetMin, asked ?? budgetOfEffort[wordOf(effort)] ?? 0);
  // Half is left for the answer, unless the caller said both.
  const limit = numberOf(maxTokens) ?? 0;
  const tokens = Math.min(wanted, Math.floor(asked === null ? limit / 2 : limit - 1));
  const isOn = tokens >= budgetMin;
  // Of both, the number says more.
  const inexact = [asked === null ? undefined : effort, asked === tokens ? undefined : budget];
  const lost = isOn ? inexact : [effort, budget, adaptive, reasoningSummary];
  for (const option of lost) if (option) losses.drop(option.param);
  return { thinking: isOn ? { type: 'enabled', budget_tokens: tokens } : null, effort: null, maxTokens, isOn };
}
