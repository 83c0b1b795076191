import { expect, it } from 'vitest';
import { parseAnswer } from '../../../src/providers/interchange/parse-answer.ts';
import { readMessagesBody } from '../../../src/providers/messages/read-answer.ts';

const input = '{"id":12345678901234567890,"ratio":1.0,"deep":[{"n":1e2}]}';

it('arguments of a tool call keep their numbers as the model wrote them', () => {
  const body = `{"type":"message","content":[{"type":"tool_use","id":"toolu_1","name":"save","input":${input}}],"stop_reason":"tool_use","usage":{"input_tokens":1}}`;
  const steps = readMessagesBody(parseAnswer(body)) ?? [];
  expect(steps.find(({ kind }) => kind === 'tool_arguments')).toMatchObject({ text: input });
});

it('all other numbers are plain', () => {
  const body = `{"args":{"n":1.0},"logprob":-0.10,"usage":{"tokens":1e2},"list":[1.50]}`;
  expect(parseAnswer(body)).toMatchObject({ logprob: -0.1, usage: { tokens: 100 }, list: [1.5] });
  expect(JSON.stringify(parseAnswer(body))).toContain('"n":1.0');
});

it('an answer deeper than callers may write is read all the same, and what is no JSON is not', () => {
  const deep = `{"args":{"a":${'['.repeat(80)}${']'.repeat(80)}}}`;
  expect(parseAnswer(deep)).toEqual(JSON.parse(deep));
  expect(() => parseAnswer('{"args":{')).toThrow(SyntaxError);
});
