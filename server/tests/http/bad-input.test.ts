import { connect } from 'node:net';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Invocation } from '@tollgate/contract';
import { companyEnvironment, keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { type Answer, expectError, expectErrorHeaders, expectNoSecrets, hello, startFixture } from './fixture.ts';
import { startRawUpstream } from './raw-upstream.ts';

const bodyBytesMax = 1024 * 1024;
const passedOn = [400, 404, 409, 422, 429];
const wordless = ['empty-200', 'html-200', 'html-502', 'badjson', 'nothttp', 'drop', 'redirect-307', 'redirect-302'];
const broken = [500, 503, 529];
const credential = [401, 402, 403];

const raw = await startRawUpstream();
const { gateway, standIn, chat, send, payload } = await startFixture(({ url, port }) => ({
  env: { TOLLGATE_BODY_BYTES_MAX: String(bodyBytesMax) },
  models: [
    ...[...passedOn, ...broken, ...credential, 504].map((status) => `stand-in-error-${status}`),
    ...wordless.map((directive) => `stand-in-${directive}`),
    'telling',
    'stand-in-cut-3',
    'stand-in-badsse',
    'stand-in-nodone',
    'stand-in-errorevent-2',
    'stand-in-endless-20',
    'stand-in-slow-60000',
    'stand-in-chunks-2+silent-4',
  ],
  providers: [
    `{ name: hasty, protocol: openai-compatible, kind: local, base_url: "${url}", timeouts: { first_byte_ms: 300, idle_ms: 300 } }`,
    `{ name: drainer, protocol: openai-compatible, kind: local, base_url: "${url}", on_caller_left: drain }`,
    `{ name: raw, protocol: openai-compatible, kind: local, base_url: "${raw.url}", on_caller_left: drain }`,
    '{ name: nobody, protocol: openai-compatible, kind: local, base_url: "http://127.0.0.1:1/v1" }',
    `{ name: no-tls, protocol: openai-compatible, kind: local, base_url: "https://127.0.0.1:${port}/v1" }`,
    '{ name: inner, protocol: openai-compatible, base_url: "http://10.11.12.13/v1" }',
  ],
  otherModels: [
    ['stand-in-slow-60000+hasty', 'provider: hasty'],
    ['stand-in-silent-2', 'provider: hasty'],
    ['stand-in-slow-500', 'provider: drainer'],
    ['raw', 'provider: raw'],
    ['refused', 'provider: nobody'],
    ['no-tls', 'provider: no-tls'],
    ['inner', 'provider: inner'],
  ],
}));

/** The call in the record, checked for what every failed or refused call has in common. */
async function recorded(answer: Answer, expected: Partial<Invocation>): Promise<Invocation> {
  const invocation = await gateway.settled(answer.requestId);
  expect(invocation).toMatchObject({ http_status: answer.status, ...expected });
  return invocation;
}

describe('a caller without a valid key', () => {
  it.each([
    ['no key', null, {}, null],
    ['a wrong key', 'tg_wrong_0123456789abcdef012345', {}, 'tg_wron'],
    ['an expired key', keys.expired, {}, 'tg_test'],
    ['a wrong key in api-key', null, { 'api-key': 'tg_other_0123456789abcdef012345' }, 'tg_othe'],
  ])('gets 401 for %s, and leaves its prefix and no content in the record', async (_, key, headers, prefix) => {
    const answer = await chat(hello('gpt-test'), { key, headers });
    expectError(answer, 'invalid_api_key');
    expect(answer.headers.get('x-tollgate-policy')).toBeNull();
    await recorded(answer, {
      status: 'denied',
      error_code: 'invalid_api_key',
      user: null,
      key: prefix === null ? null : { id: null, prefix },
      requested_model: null,
    });
    expect(await payload(answer.requestId, 'request-received')).toBeNull();
  });

  it('is every caller whose key was revoked, within a second or so', async () => {
    const users = (await (await gateway.api('/users')).json()) as { items: { id: string; email: string }[] };
    const ada = users.items.find(({ email }) => email === 'ada@company.test');
    const made = await gateway.api('/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'short-lived', user_id: ada?.id }),
    });
    expect(made.status).toBe(201);
    const { id, secret } = (await made.json()) as { id: string; secret: string };
    const models = (): Promise<Response> => fetch(`${gateway.origin}/v1/models`, { headers: { 'x-api-key': secret } });
    await until(async () => (await models()).status === 200);
    const read = await gateway.api(`/keys/${id}`);
    await gateway.api(`/keys/${id}/revoke`, {
      method: 'POST',
      headers: { 'if-match': read.headers.get('etag') ?? '' },
    });
    await until(
      async () => (await models()).status === 401,
      () => 'the revoked key is still good',
    );
    expectError(await chat(hello('gpt-test'), { key: secret }), 'invalid_api_key');
  });
});

it('unknown, inactive and not granted models get the same bytes; only the record knows which it was', async () => {
  const answers = await Promise.all(['no-such-model', 'retired', 'private'].map((model) => chat(hello(model))));
  for (const answer of answers) expectError(answer, 'model_not_found', { param: 'model' });
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => [...headers.keys()].join())).size).toBe(1);
  const details = answers.map(
    async (answer) => (await recorded(answer, { status: 'denied', error_code: 'model_not_found' })).error_detail,
  );
  expect(await Promise.all(details)).toEqual([
    'no model has this name',
    'the model is not active',
    'the model is not granted to the caller',
  ]);
});

const message = '{"role":"user","content":"x"}';
describe('a body that is not valid', () => {
  it.each<[what: string, body: string | Uint8Array<ArrayBuffer>, param: string | null]>([
    ['nothing', '', null],
    ['no JSON', '{"model": "gpt-test", ', null],
    ['something after the JSON', `{"model":"gpt-test","messages":[${message}]} x`, null],
    ['no object', '[1]', null],
    ['invalid UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), null],
    ['nesting over 64', `{"model":"gpt-test","messages":[${message}],"x":${'['.repeat(64)}${']'.repeat(64)}}`, null],
    ['no model', `{"messages":[${message}]}`, 'model'],
    ['a blank model', `{"model":"  ","messages":[${message}]}`, 'model'],
    ['a model that is a number', `{"model":5,"messages":[${message}]}`, 'model'],
    ['no messages', '{"model":"gpt-test"}', 'messages'],
    ['empty messages', '{"model":"gpt-test","messages":[]}', 'messages'],
    ['messages that are text', '{"model":"gpt-test","messages":"x"}', 'messages'],
    ['a message that is text', `{"model":"gpt-test","messages":[${message},"x"]}`, 'messages[1]'],
    ['a message without a role', '{"model":"gpt-test","messages":[{"content":"x"}]}', 'messages[0].role'],
    ['a stream that is text', `{"model":"gpt-test","messages":[${message}],"stream":"yes"}`, 'stream'],
    ['two models', `{"model":"gpt-test","messages":[${message}],"model":"private"}`, 'model'],
    ['two models in other letters', `{"model":"gpt-test","messages":[${message}],"MODEL":"private"}`, 'MODEL'],
    [
      'two roles',
      '{"model":"gpt-test","messages":[{"role":"user","content":"x","role":"system"}]}',
      'messages[0].role',
    ],
    [
      'two contents',
      '{"model":"gpt-test","messages":[{"content":"x","role":"user","content":"y"}]}',
      'messages[0].content',
    ],
  ])('gets 400 for %s, with the place in `param`; the record holds its bytes', async (_, body, param) => {
    const answer = await chat(body);
    expectError(answer, 'invalid_request', { param });
    await recorded(answer, { status: 'denied', error_code: 'invalid_request', decision: null, final_model: null });
    expect(await payload(answer.requestId, 'request-received')).toEqual(Buffer.from(body as string));
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
    expect(await payload(answer.requestId, 'request-sent')).toBeNull();
  });
});

describe('a body that is too large', () => {
  it('gets 413 by its content-length alone, and the connection ends', async () => {
    const answer = await declare(10 * 1024 ** 3);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(answer).toContain('"code":"request_too_large"');
  });

  it('gets 413 when it comes in chunks without end, while memory stays bounded', async () => {
    const before = await memoryOf(gateway.pid);
    const answer = await pour(400 * 1024 * 1024);
    expectError(answer, 'request_too_large');
    expect(answer.headers.get('connection')).toBe('close');
    expect(await memoryOf(gateway.pid)).toBeLessThan(before + 200 * 1024 * 1024);
    await recorded(answer, { status: 'denied', error_code: 'request_too_large' });
    expect(await payload(answer.requestId, 'request-received')).toBeNull();
  });

  it('is not one of exactly the size allowed', async () => {
    const start = `{"model":"gpt-test","messages":[{"role":"user","content":"`;
    const body = `${start}${'a'.repeat(bodyBytesMax - start.length - 4)}"}]}`;
    expect(body).toHaveLength(bodyBytesMax);
    expect((await chat(body)).status).toBe(200);
    expectError(await chat(`${body} `), 'request_too_large');
  });
});

describe('a provider that answers with an error', () => {
  it.each(credential)("%i: 502, since it is the company's credential and not the caller's", async (status) => {
    const answer = await chat(hello(`stand-in-error-${status}`));
    expectError(answer, 'provider_auth_failed');
    expectNoSecrets(answer, standIn);
    await recorded(answer, {
      status: 'failed',
      error_code: 'provider_auth_failed',
      attempts: [expect.objectContaining({ http_status: status })],
    });
    expect((await payload(answer.requestId, 'response-received'))?.toString()).toContain('"error"');
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  });

  it.each(passedOn)('%i: passes on with its words and code', async (status) => {
    const answer = await chat(hello(`stand-in-error-${status}`));
    expect(answer.status).toBe(status);
    const received = await until(async () => {
      await gateway.settled(answer.requestId);
      return payload(answer.requestId, 'response-received');
    });
    expect(JSON.parse(answer.text)).toEqual(JSON.parse(received.toString()));
    expectErrorHeaders(answer);
    // What clients try again by themselves is theirs to decide.
    expect(answer.headers.get('x-should-retry')).toBe(status === 409 || status === 429 ? null : 'false');
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '1' : null);
    await recorded(answer, { status: 'failed', error_code: 'provider_rejected' });
  });

  it('has addresses and keys taken out of its words', async () => {
    const words = 'Ask http://10.0.0.5:8000/v1/models or 10.0.0.5:8000 about sk-live-0123456789abcdef now';
    const used = standIn.script('telling', { status: 422, error: { message: words, code: 'odd' } });
    const answer = await chat(hello('telling'));
    used();
    expect(JSON.parse(answer.text)).toMatchObject({
      error: { message: 'Ask [address] or [address] about [key] now', code: 'odd' },
    });
  });

  it.each(broken)('%i: 502; only an explicit "later" is tried once more', async (status) => {
    const answer = await chat(hello(`stand-in-error-${status}`));
    expectError(answer, 'provider_error');
    expectNoSecrets(answer, standIn);
    const { attempts } = await recorded(answer, { status: 'failed', error_code: 'provider_error' });
    expect(attempts.map((attempt) => attempt.http_status)).toEqual(status === 500 ? [500] : [status, status]);
    expect(standIn.calls.filter((call) => call.model === `stand-in-error-${status}`)).toHaveLength(attempts.length);
  });

  it('504: is a time-out', async () => {
    expectError(await chat(hello('stand-in-error-504')), 'provider_timeout');
  });

  it.each(wordless)('%s: 502 in our own envelope, and nothing is followed', async (directive) => {
    const model = `stand-in-${directive}`;
    const answer = await chat(hello(model));
    expectError(answer, 'provider_error');
    expectNoSecrets(answer, standIn);
    await recorded(answer, { status: 'failed', error_code: 'provider_error' });
    const calls = standIn.calls.filter((call) => call.model === model);
    expect(calls.map((call) => call.path)).toEqual(['/v1/chat/completions']);
  });

  it.each(['refused', 'no-tls', 'inner'])('%s: 502, without a word of where it was looked for', async (model) => {
    const answer = await chat(hello(model));
    expectError(answer, 'provider_error');
    expectNoSecrets(answer, standIn);
    expect(answer.text).not.toContain('10.11.12.13');
    const { attempts } = await recorded(answer, { status: 'failed', error_code: 'provider_error', final_model: model });
    expect(attempts.map(({ error }) => error)).toEqual(model === 'inner' ? ['forbidden'] : ['connect', 'connect']);
  });

  it.each([
    ['never begins', 'stand-in-slow-60000+hasty'],
    ['falls silent', 'stand-in-silent-2'],
  ])('that %s: 504', async (_, model) => {
    const answer = await chat(hello(model));
    expectError(answer, 'provider_timeout');
    expectNoSecrets(answer, standIn);
    await recorded(answer, { status: 'failed', error_code: 'provider_timeout' });
    await until(() => standIn.calls.find((call) => call.model === model)?.cancelled);
  });
});

describe('a stream that does not end as it should', () => {
  it.each([
    ['is cut', 'stand-in-cut-3', 'provider_error'],
    ['is no event stream', 'stand-in-badsse', 'provider_error'],
    ['ends without a finish reason', 'stand-in-nodone', 'provider_error'],
    ['falls silent', 'stand-in-silent-2', 'provider_timeout'],
  ] as const)('because it %s: what came is passed on, then an error event, and no [DONE]', async (_, model, code) => {
    const answer = await chat(hello(model, { stream: true }));
    expect(answer.status).toBe(200);
    const [last] = answer.text.split('\n\n').toReversed().filter(Boolean);
    const error = JSON.parse(last?.slice('data: '.length) ?? '') as { error: object };
    expect(error).toEqual({ error: { message: expect.any(String) as unknown, type: 'api_error', param: null, code } });
    expect(answer.text).not.toContain('[DONE]');
    expect(answer.text).not.toContain('"finish_reason":"stop"');
    expectNoSecrets(answer, standIn);
    await recorded(answer, { status: 'failed', error_code: code, stream: true });
    const received = await payload(answer.requestId, 'response-received');
    expect(answer.text.startsWith(received?.toString() ?? '?')).toBe(true);
    expect(received?.length).toBeGreaterThan(20);
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  });

  it("passes the provider's own error event on, once, and settles as failed", async () => {
    const answer = await chat(hello('stand-in-errorevent-2', { stream: true }));
    expect(answer.text.match(/"error":/g)).toHaveLength(1);
    expect(answer.text).toContain('The server had an error.');
    await recorded(answer, {
      status: 'failed',
      error_code: 'provider_error',
      error_detail: 'the provider sent an error inside the stream',
    });
    expect(await payload(answer.requestId, 'response-received')).toEqual(answer.bytes);
  });
});

describe('a caller that leaves', () => {
  const counted = { usage: expect.objectContaining({ estimated: true }) as never };

  it('in the middle of a stream: the provider is stopped at once, and what was used is counted and priced', async () => {
    const leaving = new AbortController();
    const response = await send(hello('stand-in-endless-20', { stream: true }), { signal: leaving.signal });
    const reader = response.body!.getReader();
    for (let events = 0; events < 5; events++) await reader.read();
    leaving.abort();
    await until(() => standIn.calls.find((call) => call.model === 'stand-in-endless-20')?.cancelled);
    const invocation = await gateway.settled(response.headers.get('x-request-id') ?? '');
    expect(invocation).toMatchObject({ status: 'aborted', error_code: null, ...counted });
    expect(invocation.usage?.prompt).toBeGreaterThan(0);
    expect(invocation.usage?.completion).toBeGreaterThan(0);
    expect(Number(invocation.cost?.amount)).toBeGreaterThan(0);
    const received = await payload(invocation.request_id, 'response-received');
    expect(received?.toString()).toMatch(/^data: \{/);
  });

  it('before anything came: the provider is stopped at once, and the prompt is counted and priced', async () => {
    const leaving = new AbortController();
    const left = send(hello('stand-in-slow-60000'), {
      signal: leaving.signal,
      headers: { 'x-trace-id': 'left-early' },
    });
    const asked = await until(() => standIn.calls.find((call) => call.model === 'stand-in-slow-60000'));
    leaving.abort();
    await expect(left).rejects.toThrow();
    await until(() => asked.cancelled);
    const invocation = await settledOfTrace('left-early');
    expect(invocation).toMatchObject({ status: 'aborted', http_status: null, ...counted });
    expect(invocation.usage).toMatchObject({ completion: 0, total: invocation.usage?.prompt });
    expect(Number(invocation.cost?.amount)).toBeGreaterThan(0);
  });

  it('after its finish reason came: it got its answer, so the call is completed', async () => {
    const leaving = new AbortController();
    const response = await send(hello('stand-in-chunks-2+silent-4', { stream: true }), { signal: leaving.signal });
    const reader = response.body!.getReader();
    for (let text = ''; !text.includes('"finish_reason":"stop"');)
      text += Buffer.from((await reader.read()).value ?? []).toString();
    leaving.abort();
    const invocation = await gateway.settled(response.headers.get('x-request-id') ?? '');
    expect(invocation).toMatchObject({ status: 'completed', ...counted });
  });

  it.each([
    ['JSON', false],
    ['a stream', true],
  ])('of a provider set to drain: aborted, with the true usage (%s)', async (_, stream) => {
    const leaving = new AbortController();
    const trace = `drained-${String(stream)}`;
    const before = standIn.calls.length;
    const left = send(hello('stand-in-slow-500', { stream }), {
      signal: leaving.signal,
      headers: { 'x-trace-id': trace },
    });
    const asked = await until(() => standIn.calls.slice(before).find((call) => call.model === 'stand-in-slow-500'));
    leaving.abort();
    await expect(left).rejects.toThrow();
    const invocation = await settledOfTrace(trace);
    expect(asked.cancelled).toBe(false);
    expect(invocation).toMatchObject({ status: 'aborted', usage: { estimated: false, prompt: 3, completion: 6 } });
    expect(invocation.cost?.amount).toMatch(/^0\.0000637/);
  });
});

it('a caller that leaves while the provider was waiting for it does not leave a drained provider waiting', async () => {
  const events = Array.from(
    { length: 2000 },
    () => `data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(16_000)}"}}]}\n\n`,
  );
  let written = 0;
  raw.answer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const pump = (): void => {
      while (written < events.length) if (!response.write(events[written++])) return void response.once('drain', pump);
      response.end(
        'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5}}\n\ndata: [DONE]\n\n',
      );
    };
    pump();
  });
  const leaving = new AbortController();
  const response = await send(hello('raw', { stream: true }), { signal: leaving.signal });
  let seen = -1;
  let still = 0;
  await until(() => {
    still = written === seen ? still + 1 : 0;
    seen = written;
    return still > 25;
  });
  expect(written).toBeLessThan(events.length);
  leaving.abort();
  const invocation = await gateway.settled(response.headers.get('x-request-id') ?? '');
  expect(invocation).toMatchObject({ status: 'aborted', usage: { prompt: 7, completion: 5, estimated: false } });
  expect(written).toBe(events.length);
});

/** The settled call of a trace, for callers that never saw its id. */
function settledOfTrace(traceId: string): Promise<Invocation> {
  return until(async () => {
    const page = (await (await gateway.api(`/invocations?trace_id=${traceId}`)).json()) as { items: Invocation[] };
    const [found] = page.items;
    return found && found.status !== 'open' ? found : null;
  });
}

/** Only says how long the body will be. @returns the whole answer, until the connection ended */
function declare(contentLength: number): Promise<string> {
  const { hostname, port } = new URL(gateway.origin);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.bot}\r\ncontent-length: ${contentLength}\r\n\r\n{`,
      );
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** Writes all of a body before it reads anything of the answer, as simple clients do. */
function pour(bytes: number): Promise<Answer> {
  const { hostname, port } = new URL(gateway.origin);
  const piece = Buffer.from(`10000\r\n${'a'.repeat(0x10000)}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.bot}\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      write();
    });
    socket.pause();
    let left = bytes;
    const write = (): void => {
      while (left > 0) {
        left -= 0x10000;
        if (!socket.write(piece)) return void socket.once('drain', write);
      }
      socket.end('0\r\n\r\n');
      socket.resume();
    };
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      const headers = new Headers(
        lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
      );
      const status = Number(first.split(' ')[1]);
      resolve({ status, headers, bytes: Buffer.from(body), text: body, requestId: headers.get('x-request-id') ?? '' });
    });
  });
}

/** Resident memory of a process, in bytes. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

it('never shows the credential in anything the gateway wrote', () => {
  expect(gateway.output()).not.toContain(companyEnvironment.TEST_PROVIDER_KEY);
  expect(gateway.output()).not.toContain(keys.bot);
});
