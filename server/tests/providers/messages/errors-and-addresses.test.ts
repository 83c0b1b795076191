import { describe, expect, test } from 'vitest';
import { countTokensSurface, messagesSurface } from '../../../src/providers/messages/surface.ts';
import { countTokensWire, messagesWire } from '../../../src/providers/messages/wire.ts';
import type { PublicError } from '../../../src/providers/surface.ts';

const error = (httpStatus: number): PublicError => ({
  message: 'No.',
  type: 'internal',
  param: 'messages[0]',
  code: 'a_code',
  httpStatus,
  requestId: 'req_1',
});

describe('an error', () => {
  test.each([
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [409, 'invalid_request_error'],
    [413, 'request_too_large'],
    [422, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [502, 'api_error'],
    [503, 'api_error'],
    [504, 'timeout_error'],
    [529, 'overloaded_error'],
  ])('of status %i is an %s', (status, type) => {
    expect(JSON.parse(messagesSurface.errors.body(error(status)).toString())).toEqual({
      type: 'error',
      error: { type, message: 'No.' },
      request_id: 'req_1',
    });
  });

  test('within a stream is an event of that name', () => {
    const event = countTokensSurface.errors.event(error(529)).toString();
    const envelope = '{"type":"error","error":{"type":"overloaded_error","message":"No."},"request_id":"req_1"}';
    expect(event).toBe(`event: error\ndata: ${envelope}\n\n`);
  });

  test('for a thread tells Anthropic’s client to go on without', () => {
    const body = messagesSurface.errors.body({ ...error(400), param: 'thread' }).toString();
    expect(JSON.parse(body)).toMatchObject({
      error: { details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] } },
    });
  });
});

describe('the addresses', () => {
  const target = { baseUrl: 'https://api.anthropic.com', apiVersion: null };

  test('stand below the origin, streamed or not', () => {
    expect(messagesWire.url(target, 'claude', true)).toBe('https://api.anthropic.com/v1/messages');
    expect(countTokensWire.url(target, 'claude', false)).toBe('https://api.anthropic.com/v1/messages/count_tokens');
  });

  test('are asked in the version that the caller speaks, or the one that all know', () => {
    expect(messagesWire.travelling).toContain('anthropic-version');
    expect(messagesWire.headers).toEqual({ 'anthropic-version': '2023-06-01' });
  });
});

describe('a count of tokens', () => {
  test('is whole, and says nothing that would be paid for', () => {
    const steps = countTokensWire.readBody({ input_tokens: 2095 });
    expect(steps?.map(({ kind }) => kind)).toEqual(['begin', 'finish', 'end']);
  });

  test('may be an error, or none at all', () => {
    expect(countTokensWire.readBody({ type: 'error', error: { message: 'No.' } })).toMatchObject([{ kind: 'error' }]);
    expect(countTokensWire.readBody({ tokens: 1 })).toBeNull();
  });

  test('is never converted', () => {
    expect([countTokensSurface.conversion, countTokensWire.conversion]).toEqual([null, null]);
  });
});
