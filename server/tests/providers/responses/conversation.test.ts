import { expect, test } from 'vitest';
import { parseJsonTree } from '../../../src/platform/json-tree.ts';
import { canonicalAnswer } from '../../../src/providers/conversation/canonical-answer.ts';
import { readConversation } from '../../../src/providers/conversation/read-conversation.ts';
import type { AnswerContext, AnswerStep } from '../../../src/providers/interchange/answer.ts';
import { foldAnswer } from '../../../src/providers/interchange/fold-answer.ts';
import { readResponsesBody } from '../../../src/providers/responses/read-answer.ts';
import { writeResponse } from '../../../src/providers/responses/write-answer.ts';

const context: AnswerContext = {
  requestId: 'req_1',
  model: 'm',
  createdS: 1,
  usageAsked: true,
  usageOf: () => null,
  request: { tools: [{ type: 'namespace', name: 'agents', tools: [{ type: 'function', name: 'spawn' }] }] },
};
const user = { role: 'user', content: [{ type: 'input_text', text: 'Go' }] };
const conversationOf = (...input: readonly object[]) => {
  const text = JSON.stringify({ input });
  return readConversation(text, parseJsonTree(text));
};
const canonicalOf = (steps: readonly AnswerStep[]): string | null => {
  const { text, toolCalls } = foldAnswer(steps);
  return canonicalAnswer(text, toolCalls);
};

const steps: readonly AnswerStep[] = [
  { kind: 'begin', id: null, model: null },
  { kind: 'thinking', text: 'Hm.' },
  { kind: 'text', text: 'I go.' },
  { kind: 'tool_call', index: 0, id: 'call_1', name: 'agents__spawn', signature: null },
  { kind: 'tool_arguments', index: 0, text: '{"n": 1}' },
  { kind: 'finish', reason: 'tool_calls', stopSequence: null },
  { kind: 'end' },
];

test('an answer that was converted is known again when its items come back', () => {
  const { output } = JSON.parse(writeResponse(steps, context).toString()) as { output: object[] };
  const result = { type: 'function_call_output', call_id: 'call_1', output: 'gone' };
  const { answers, toolResults, firstUserMessage } = conversationOf(user, ...output, result);
  expect(answers.map((answer) => answer.canonical())).toEqual([canonicalOf(steps)]);
  expect(toolResults).toEqual(['call_1']);
  expect(firstUserMessage).toBe('Go');
});

test('an answer that was passed through is known again, whatever items it has', () => {
  const output = [
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }] },
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } },
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Look: ' }],
    },
    { type: 'function_call', id: 'fc_1', call_id: 'call_1', namespace: 'agents', name: 'spawn', arguments: '{"n":1}' },
    { type: 'custom_tool_call', id: 'ctc_1', call_id: 'call_2', name: 'patch', input: '*** Begin' },
  ];
  const read = readResponsesBody({ id: 'resp_1', status: 'completed', output }) ?? [];
  const result = { type: 'custom_tool_call_output', call_id: 'call_2', output: 'done' };
  const { answers, toolResults } = conversationOf(user, ...output, result);
  expect(answers.map((answer) => answer.canonical())).toEqual([canonicalOf(read)]);
  expect(toolResults).toEqual(['call_2']);
});

test('messages without a type are parts of an answer too', () => {
  const call = { type: 'function_call', call_id: 'call_1', name: 'agents__spawn', arguments: '{"n":1}' };
  const { answers } = conversationOf(user, { role: 'assistant', content: 'I go.' }, call);
  expect(answers.map((answer) => answer.canonical())).toEqual([canonicalOf(steps)]);
});
