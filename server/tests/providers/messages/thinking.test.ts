import { describe, expect, test } from 'vitest';
import type { Prompt } from '../../../src/providers/interchange/prompt.ts';
import { claudeModel } from '../../../src/providers/messages/claude-model.ts';
import { messagesFromPrompt } from '../../../src/providers/messages/messages-from-prompt.ts';
import { type BarePart, call, options, promptOf, requestContext, result, turns } from '../../support/prompt.ts';

const older = 'claude-sonnet-4-5-20250929';
const newer = 'claude-opus-5';

/** What is asked of a model's thinking for these options. */
function asked(model: string, values: Readonly<Record<string, unknown>>, more: Partial<Prompt> = {}) {
  const prompt = promptOf({ options: options(values), ...more });
  const { body, notices } = messagesFromPrompt(prompt, requestContext({ providerModel: model }));
  const { thinking, output_config, max_tokens, temperature } = JSON.parse(JSON.stringify(body)) as Record<
    string,
    unknown
  >;
  const [, lost = ''] = /left out: (.*)\.$/.exec(notices[0] ?? '') ?? [];
  return { thinking, output_config, max_tokens, temperature, lost };
}

describe('a model that thinks by a budget', () => {
  test.each([
    ['low', 2048],
    ['medium', 8192],
    ['high', 16_000],
  ])('is given one for the effort %s, and half of the tokens are left for the answer', (effort, tokens) => {
    const thinking = { type: 'enabled', budget_tokens: tokens };
    expect(asked(older, { reasoningEffort: effort })).toMatchObject({ thinking, max_tokens: 32_000, lost: '' });
  });

  test('keeps the caller’s own, within the caller’s limit', () => {
    expect(asked(older, { reasoningBudget: 5000, maxTokens: 9000 })).toMatchObject({
      thinking: { budget_tokens: 5000 },
      lost: '',
    });
    expect(asked(older, { reasoningBudget: 5000, maxTokens: 2000 })).toMatchObject({
      thinking: { budget_tokens: 1999 },
      max_tokens: 2000,
      lost: 'reasoningBudget',
    });
  });

  test('is not asked to think where there is no room for it', () => {
    expect(asked(older, { reasoningEffort: 'high', maxTokens: 1500, reasoningSummary: 'auto' })).toEqual({
      max_tokens: 1500,
      lost: 'reasoningEffort, reasoningSummary',
    });
  });

  test('is not told of a temperature while it thinks', () => {
    expect(asked(older, { reasoningEffort: 'low', temperature: 0.2 })).toMatchObject({
      temperature: undefined,
      lost: 'temperature',
    });
  });

  test('does not begin to think in the midst of its calls, but goes on', () => {
    const thought: BarePart = { kind: 'thinking', text: 'Hm', signature: 'sig', by: 'anthropic' };
    const loop = (...before: BarePart[]) => ({
      turns: turns(['user', 'Look'], ['assistant', ...before, call('a', 'look')], ['tool', result('a', 'blue')]),
    });
    expect(asked(older, { reasoningEffort: 'low' }, loop('I look.'))).toMatchObject({
      thinking: undefined,
      lost: 'reasoningEffort',
    });
    expect(asked(older, { reasoningEffort: 'low' }, loop(thought))).toMatchObject({ thinking: { type: 'enabled' } });
    expect(asked(newer, { reasoningEffort: 'low' }, loop('I look.'))).toMatchObject({ thinking: { type: 'adaptive' } });
  });

  test('is told nothing where nobody asked, or asked for none', () => {
    expect(asked(older, {})).toEqual({ max_tokens: 32_000, lost: '' });
    expect(asked(older, { reasoningEffort: 'none' })).toEqual({ max_tokens: 32_000, lost: '' });
  });
});

describe('a model that thinks by an effort', () => {
  test.each([
    ['minimal', newer, 'low', 'reasoningEffort'],
    ['low', newer, 'low', ''],
    ['xhigh', newer, 'xhigh', ''],
    ['xhigh', 'claude-opus-4-6', 'high', 'reasoningEffort'],
  ])('is given the nearest word for %s: %s', (effort, model, word, lost) => {
    expect(asked(model, { reasoningEffort: effort })).toEqual({
      thinking: { type: 'adaptive' },
      output_config: { effort: word },
      max_tokens: 32_000,
      lost,
    });
  });

  test('is given a word for a budget, and shows its thoughts where a summary is asked for', () => {
    expect(asked(newer, { reasoningBudget: 4000, reasoningSummary: 'auto' })).toMatchObject({
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'medium' },
      lost: 'reasoningBudget',
    });
  });

  test('is told not to think where that is asked; the least is asked of one that always does', () => {
    expect(asked(newer, { reasoningEffort: 'none' })).toMatchObject({ thinking: { type: 'disabled' }, lost: '' });
    expect(asked('claude-fable-5', { reasoningBudget: 0 })).toMatchObject({
      thinking: undefined,
      output_config: { effort: 'low' },
      lost: 'reasoningBudget',
    });
  });
});

test('where a call is forced nothing is thought, and models that would are told so', () => {
  const forced: Partial<Prompt> = {
    toolChoice: { param: 'tool_choice', type: 'required' },
    tools: [{ kind: 'function', name: 'look', description: null, parameters: null, strict: null, place: 'tools[0]' }],
  };
  expect(asked(older, { reasoningEffort: 'low' }, forced)).toMatchObject({
    thinking: undefined,
    lost: 'reasoningEffort',
  });
  expect(asked(newer, {}, forced)).toMatchObject({ thinking: { type: 'disabled' }, lost: '' });
  expect(asked('glm-4.6', {}, forced)).toMatchObject({ thinking: undefined });
});

test.each([
  ['claude-3-haiku-20240307', { thinks: 'by budget', takesSampling: true, maxTokensDefault: 4096 }],
  ['claude-opus-4-20250514', { thinks: 'by budget', takesBothSamplings: true, maxTokensDefault: 32_000 }],
  ['claude-opus-4-5@20251101', { thinks: 'by budget', takesBothSamplings: false, takesStrictTools: true }],
  ['us.anthropic.claude-opus-4-6-v1:0', { thinks: 'by effort', takesSampling: true, takesXhigh: false }],
  ['anthropic/claude-opus-4.7', { thinks: 'by effort', takesSampling: false, thinksUnasked: 'perhaps' }],
  ['claude-mythos-preview', { thinks: 'by effort', thinksUnasked: 'always' }],
  ['claude-mock', { thinks: 'by budget', takesSampling: true, thinksUnasked: 'unknown' }],
])('%s is known by its name', (name, expected) => {
  expect(claudeModel(name)).toMatchObject(expected);
});
