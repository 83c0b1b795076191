import { describe, expect, it } from 'vitest';
import { failureKind, refusalOfAnswer, refusalOfFailure } from '../../src/journey/provider-failure.ts';
import { type UpstreamAnswer, UpstreamFailure, type UpstreamFailureKind } from '../../src/providers/upstream/path.ts';

const answerOf = (status: number, headers: Record<string, string> = {}): UpstreamAnswer => ({
  status,
  headers,
  pipe() {},
  pause() {},
  resume() {},
});
const refused = (status: number, body: string, headers = {}): ReturnType<typeof refusalOfAnswer> =>
  refusalOfAnswer(answerOf(status, headers), Buffer.from(body), {
    baseUrl: 'https://models.company.test/v1',
    credential: 'odd credential',
  });
const messageOf = (message: string): string => refused(400, JSON.stringify({ error: { message } })).message;

describe('what a caller is told of a provider that did not answer', () => {
  it.each<[UpstreamFailureKind, string]>([
    ['connect', 'provider_error'],
    ['forbidden', 'provider_error'],
    ['broken', 'provider_error'],
    ['aborted', 'provider_error'],
    ['first_byte_timeout', 'provider_timeout'],
    ['idle_timeout', 'provider_timeout'],
  ])('%s is %s, with the address for administrators alone', (kind, code) => {
    const refusal = refusalOfFailure(new UpstreamFailure(kind, 'no connection to 10.1.2.3:8000'));
    expect(refusal).toMatchObject({ code, status: 'failed', detail: `${kind}: no connection to 10.1.2.3:8000` });
    expect(refusal.message).not.toContain('10.1.2.3');
  });

  it('what is no failure of a provider is thrown on', () => {
    const failure = new UpstreamFailure('connect', 'x');
    expect(failureKind(failure)).toBe(failure);
    expect(() => failureKind(new TypeError('ours'))).toThrow(TypeError);
  });
});

describe('what a caller is told of a provider that answered with an error', () => {
  it.each([401, 402, 403])('%i concerns the credential of the company', (status) => {
    const refusal = refused(
      status,
      '{"error":{"message":"Incorrect API key provided: sk-abc","code":"invalid_api_key"}}',
    );
    expect(refusal).toMatchObject({ code: 'provider_auth_failed', httpStatus: 502, asGiven: null });
    expect(refusal.message).not.toContain('sk-abc');
  });

  it.each([400, 404, 408, 409, 413, 418, 422, 429, 451])('%i passes on with its words', (status) => {
    const refusal = refused(status, '{"error":{"message":"m","type":"t","param":"p","code":"c"}}');
    expect(refusal).toMatchObject({
      code: 'provider_rejected',
      httpStatus: status,
      message: 'm',
      param: 'p',
      asGiven: { type: 't', code: 'c' },
    });
  });

  it.each([300, 307, 500, 502, 503, 529, 599])('%i is a failure of the provider', (status) => {
    const refusal = refused(status, '{"error":{"message":"secret words"}}');
    expect(refusal).toMatchObject({ code: 'provider_error', httpStatus: 502 });
    expect(refusal.message).not.toContain('secret words');
  });

  it('504 is a time-out', () => {
    expect(refused(504, '')).toMatchObject({ code: 'provider_timeout', httpStatus: 504 });
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '{}',
    '{"error":null}',
    '{"error":7}',
    '{"error":{}}',
    '{"error":{"message":{"a":1}}}',
  ])('a body such as %j still gives an envelope', (body) => {
    expect(refused(422, body)).toMatchObject({
      message: 'The provider refused the request with status 422.',
      param: null,
      asGiven: { type: null, code: null },
    });
  });

  it('codes may be numbers, errors plain text', () => {
    expect(refused(400, '{"error":{"message":"m","code":1234}}').asGiven).toEqual({ type: null, code: '1234' });
    expect(refused(400, '{"error":"words"}').message).toBe('words');
  });

  it.each([
    ['7', 7],
    ['0.5', 0.5],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('retry-after %j', (value, seconds) => {
    expect(refused(429, '', { 'retry-after': value }).retryAfterS).toBe(seconds);
  });

  it.each([
    ['see https://api.internal.example/v1/chat?x=1 now', 'see [address] now'],
    ['HTTP://10.0.0.5/ failed', '[address] failed'],
    ['connect to 192.168.1.20:8000 failed', 'connect to [address] failed'],
    ['10.0.0.5 is down', '[address] is down'],
    ['key sk-proj-abc123DEF is wrong', 'key [key] is wrong'],
    ['key sk-****abcd is wrong', 'key [key] is wrong'],
    ['key tg_0123456789 is wrong', 'key [key] is wrong'],
    ['odd credential at models.company.test is wrong', '[key] at [address] is wrong'],
    ['at 12:34:56 std::vector a:b gpt-4.1:latest', 'at 12:34:56 std::vector a:b gpt-4.1:latest'],
    ['The task_id and risk-free words, version 1.2.3, stay.', 'The task_id and risk-free words, version 1.2.3, stay.'],
  ])('addresses and keys are taken out of %j', (message, clean) => {
    expect(messageOf(message)).toBe(clean);
  });

  it.each([
    'connect ECONNREFUSED [fd12:3456::1]:8000',
    'no route to fe80::1',
    'getaddrinfo ENOTFOUND vllm.internal',
    'upstream vllm-0.vllm.svc.cluster.local:8000 failed',
    'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl is wrong',
  ])('nor do other ways to write them get through: %j', (message) => {
    expect(messageOf(message)).not.toMatch(/fd12|fe80|vllm|eyJ/);
  });
});
