import { describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../src/platform/lossless-json.ts';
import type { OptionName } from '../../src/providers/interchange/prompt.ts';
import { messagesSurface } from '../../src/providers/messages/surface.ts';
import { messagesWire } from '../../src/providers/messages/wire.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { chatWire } from '../../src/providers/openai/wire.ts';
import { responsesSurface } from '../../src/providers/responses/surface.ts';
import { essenceOf } from '../support/essence.ts';
import { requestContext } from '../support/prompt.ts';
import { conversionOf, writerOf } from '../support/protocols.ts';

const schema = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const about = { description: 'Reads a file.', parameters: schema };
const args = '{"path": "notes/ü.md", "lines": [1, 2.5]}';

/** One conversation of an agent, as each protocol has it: a picture, two calls at once, their results, more words. */
const said = {
  'chat.completions': {
    model: 'm',
    messages: [
      { role: 'system', content: 'You help.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
        ],
      },
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: ['call_a', 'call_b'].map((id) => ({
          id,
          type: 'function',
          function: { name: 'read', arguments: args },
        })),
      },
      { role: 'tool', tool_call_id: 'call_a', content: 'first' },
      { role: 'tool', tool_call_id: 'call_b', content: 'second' },
      { role: 'user', content: 'And now?' },
    ],
    tools: [{ type: 'function', function: { name: 'read', ...about } }],
    tool_choice: 'auto',
    max_completion_tokens: 4000,
    temperature: 0.5,
    stream: true,
  },
  messages: {
    model: 'm',
    system: [{ type: 'text', text: 'You help.' }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look.' },
          ...['call_a', 'call_b'].map((id) => ({
            type: 'tool_use',
            id,
            name: 'read',
            input: JSON.parse(args) as object,
          })),
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_a', content: 'first' },
          { type: 'tool_result', tool_use_id: 'call_b', content: [{ type: 'text', text: 'second' }] },
          { type: 'text', text: 'And now?' },
        ],
      },
    ],
    tools: [{ name: 'read', description: 'Reads a file.', input_schema: schema }],
    tool_choice: { type: 'auto' },
    max_tokens: 4000,
    temperature: 0.5,
    stream: true,
  },
  responses: {
    model: 'm',
    instructions: 'You help.',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: `data:image/png;base64,${pixel}` },
        ],
      },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.', annotations: [] }] },
      ...['call_a', 'call_b'].map((call_id) => ({ type: 'function_call', call_id, name: 'read', arguments: args })),
      { type: 'function_call_output', call_id: 'call_a', output: 'first' },
      { type: 'function_call_output', call_id: 'call_b', output: 'second' },
      { role: 'user', content: 'And now?' },
    ],
    tools: [{ type: 'function', name: 'read', ...about }],
    tool_choice: 'auto',
    max_output_tokens: 4000,
    temperature: 0.5,
    stream: true,
  },
};
const carried: readonly OptionName[] = ['maxTokens', 'temperature'];
const surfaces = [chatSurface, messagesSurface, responsesSurface] as const;
const ways = [
  { to: 'OpenAI chat', wire: chatWire, back: chatSurface, isCompatible: false },
  { to: 'compatible chat', wire: chatWire, back: chatSurface, isCompatible: true },
  { to: 'Anthropic messages', wire: messagesWire, back: messagesSurface, isCompatible: false },
];
const pairs = surfaces.flatMap((from) => ways.map((way) => ({ from, endpoint: from.endpoint, ...way })));
const bodyOf = (endpoint: string): Json => parseJson(JSON.stringify((said as Record<string, object>)[endpoint]));

describe('a conversation', () => {
  test.each(surfaces)('of $endpoint says what those of the others say', ({ endpoint, conversion }) => {
    const chat = conversionOf(chatSurface).toPrompt(bodyOf('chat.completions'));
    expect(essenceOf(conversion!.toPrompt(bodyOf(endpoint)), carried)).toEqual(essenceOf(chat, carried));
  });

  test.each(pairs)('of $endpoint, written for $to, reads the same, and nothing was left out', (pair) => {
    const { from, wire, back, isCompatible } = pair;
    const prompt = conversionOf(from).toPrompt(bodyOf(from.endpoint));
    const { body, notices } = writerOf(wire).writeRequest(prompt, requestContext({ isCompatible }));
    const text = JSON.stringify(body);
    back.readRequest(text);
    const read = conversionOf(back).toPrompt(parseJson(text));
    expect(essenceOf(read, carried)).toEqual(essenceOf(prompt, carried));
    expect(Object.keys(read.unknown)).toEqual([]);
    expect(notices).toEqual([]);
  });

  test.each(pairs)('of $endpoint, written for $to and back, is written the same again', (pair) => {
    const { from, wire, back, isCompatible } = pair;
    const context = requestContext({ isCompatible });
    const write = (prompt: ReturnType<typeof first>) =>
      JSON.stringify(writerOf(wire).writeRequest(prompt, context).body);
    const first = () => conversionOf(from).toPrompt(bodyOf(from.endpoint));
    const once = write(first());
    expect(write(conversionOf(back).toPrompt(parseJson(once)))).toBe(once);
  });
});
