import { numberOf } from '../../platform/lossless-json.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { Format, Option, OptionName, Options } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';

/** What a message request asks for beside the conversation and its tools. What equals the default is not said. */
export function optionsOf(body: MemberReader): Options {
  const config = body.object('output_config');
  const choice = body.object('tool_choice');
  const found: readonly (readonly [OptionName, Option | null | undefined])[] = [
    ['maxTokens', body.option('max_tokens', 'number')],
    ['temperature', body.option('temperature', 'number')],
    ['topP', body.option('top_p', 'number')],
    ['topK', body.option('top_k', 'number')],
    ['stop', stopOf(body)],
    ['format', formatIn(config, 'format') ?? formatIn(body, 'output_format')],
    ['reasoningEffort', config?.option('effort', 'string')],
    ...thinkingOf(body),
    ['parallelToolCalls', parallelOf(choice)],
    ['serviceTier', body.option('service_tier', 'string')],
    ['user', body.object('metadata')?.option('user_id', 'string')],
    ['contextManagement', body.option('context_management', 'any')],
  ];
  return Object.fromEntries(found.filter((entry): entry is [OptionName, Option] => entry[1] != null));
}

function stopOf(body: MemberReader): Option | null {
  const words = body.list('stop_sequences');
  if (words?.some((each) => typeof each !== 'string')) throw body.invalid('stop_sequences', 'an array of strings');
  return words === null || words.length === 0 ? null : { value: words, param: 'stop_sequences' };
}

/**
 * Not said to be strict, though Anthropic keeps to it: OpenAI's strict schemas have fewer words than these may have.
 * @param name `output_config.format`, or `output_format` as it was called before
 */
function formatIn(holder: MemberReader | null, name: string): Option | null {
  const format = holder?.object(name) ?? null;
  if (holder === null || format === null) return null;
  const param = holder.pathOf(name);
  const type = format.needString('type');
  if (type !== 'json_schema') throw new CannotCarry(`${param}.type`, `The output format "${type}" has no counterpart.`);
  const schema = format.any('schema');
  return { value: { type, name: null, description: null, schema, strict: null } satisfies Format, param };
}

function thinkingOf(body: MemberReader): [OptionName, Option | null][] {
  const thinking = body.object('thinking');
  if (thinking === null) return [];
  const type = thinking.needString('type');
  const display = thinking.string('display');
  const shown: [OptionName, Option | null] = [
    'reasoningSummary',
    display === 'summarized' ? { value: 'auto', param: 'thinking.display' } : null,
  ];
  switch (type) {
    case 'enabled':
      return [['reasoningBudget', budgetOf(thinking)], shown];
    case 'adaptive':
    case 'between_tools':
      return [['reasoningAdaptive', { value: true, param: 'thinking' }], shown];
    case 'disabled':
      return [['reasoningBudget', { value: 0, param: 'thinking' }]];
    default:
      throw new InvalidBody('"thinking.type" must be "enabled", "adaptive" or "disabled".', 'thinking.type');
  }
}

function budgetOf(thinking: MemberReader): Option {
  const budget = thinking.option('budget_tokens', 'number');
  if (budget === null || !(Number(numberOf(budget.value)) > 0)) throw thinking.invalid('budget_tokens', 'a number');
  return budget;
}

function parallelOf(choice: MemberReader | null): Option | null {
  const isOff = choice?.boolean('disable_parallel_tool_use') ?? false;
  return isOff ? { value: false, param: 'tool_choice.disable_parallel_tool_use' } : null;
}
