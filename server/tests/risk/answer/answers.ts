import type { Rule, RuleInput } from '@tollgate/contract';
import { Rule as RuleSchema } from '@tollgate/contract';
import type { AnswerReader } from '../../../src/risk/answer/answer-reader.ts';
import { compileRules } from '../../../src/risk/compile.ts';

export const somebody = {
  user: { id: 'usr_1', email: 'ada@example.com' },
  groups: [],
  instance: null,
  model: { id: 'mdl_1', displayName: 'gpt-5' },
  provider: { id: 'prv_1', name: 'openai' },
};

export function ruleOf(input: Partial<RuleInput> & Pick<RuleInput, 'id' | 'kind'>): Rule {
  return RuleSchema.parse({
    display_name: input.id,
    category: 'security',
    severity: 'high',
    action: 'allow',
    direction: 'response',
    response_action: 'redact',
    ...input,
  });
}

/** A reader of an answer under these rules. */
export function readerOf(...custom: readonly Rule[]): AnswerReader {
  const reader = compileRules({ builtIn: [], overrides: [], custom }).answers?.reader(somebody);
  if (!reader) throw new Error('no rule reads answers');
  return reader;
}

export const content = { place: 'choices[0].message.content', scope: 'assistant', isJson: false } as const;
export const callArguments = {
  place: 'choices[0].message.tool_calls[0].function.arguments',
  scope: 'tool_call',
  isJson: true,
} as const;

/** What goes on of a text that comes in these pieces: after each, and at the end. */
export function passedOf(
  reader: AnswerReader,
  pieces: readonly string[],
  name: Parameters<AnswerReader['push']>[1] = content,
): string[] {
  const passed = pieces.map((piece) => (reader.cut === null ? reader.push(name.place, name, piece) : ''));
  const rest = reader.end(() => true).map(({ text }) => text);
  return [...passed, rest.join('')];
}
