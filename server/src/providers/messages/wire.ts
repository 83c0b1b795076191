import type { AnswerStep } from '../interchange/answer.ts';
import { errorOf, isObject } from '../openai/answer-reading.ts';
import type { Wire } from '../wire.ts';
import { messagesTable } from './carry-table.ts';
import { messagesFromPrompt, messagesTitle } from './messages-from-prompt.ts';
import { readMessagesBody, readMessagesStream } from './read-answer.ts';

const shared = {
  travelling: ['anthropic-version', 'anthropic-beta', 'idempotency-key'],
  headers: { 'anthropic-version': '2023-06-01' },
  frames: 'sse',
} as const;

/** `POST /v1/messages` of Anthropic. */
export const messagesWire: Wire = {
  ...shared,
  name: 'messages',
  url: ({ baseUrl }) => `${baseUrl}/v1/messages`,
  readBody: readMessagesBody,
  readStream: readMessagesStream,
  conversion: { title: messagesTitle, table: messagesTable, writeRequest: messagesFromPrompt },
};

/** `POST /v1/messages/count_tokens` of Anthropic: a number, for nothing. */
export const countTokensWire: Wire = {
  ...shared,
  name: 'messages.count_tokens',
  url: ({ baseUrl }) => `${baseUrl}/v1/messages/count_tokens`,
  readBody: readCount,
  readStream: () => ({ take: () => [] }),
  conversion: null,
};

function readCount(body: unknown): readonly AnswerStep[] | null {
  if (!isObject(body)) return null;
  const error = errorOf(body);
  if (error !== null) return [{ kind: 'error', error }];
  if (typeof body['input_tokens'] !== 'number') return null;
  return [
    { kind: 'begin', id: null, model: null },
    { kind: 'finish', reason: 'stop', stopSequence: null },
    { kind: 'end' },
  ];
}
