import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { companyEnvironment, keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { type Answer, expectError, hello, startFixture } from './fixture.ts';
import { startRawUpstream, writePieces } from './raw-upstream.ts';

const [raw, quietUpstream] = [await startRawUpstream(), await startRawUpstream()];
const { gateway, standIn, database, chat, send, payload } = await startFixture(({ url }) => ({
  models: [
    'stand-in-plain',
    'stand-in-tools',
    'stand-in-usageunasked',
    'stand-in-open',
    'stand-in-gzip',
    'stand-in-br',
    'stand-in-giant-3000000',
    'stand-in-trickle-20+chunks-20',
  ],
  provider: 'headers: { X-Team: "tollgate" }, forward_headers: [X-Custom, x-missing]',
  providers: [
    `{ name: raw, protocol: openai-compatible, kind: local, base_url: "${raw.url}" }`,
    `{ name: quiet, protocol: openai-compatible, kind: local, base_url: "${quietUpstream.url}" }`,
    `{ name: silent-about-usage, protocol: openai-compatible, kind: local, base_url: "${url}", inject_usage: false }`,
    `{ name: hasty, protocol: openai-compatible, kind: local, base_url: "${url}", timeouts: { first_byte_ms: 400, idle_ms: 5000 } }`,
  ],
  otherModels: [
    ['raw', 'provider: raw'],
    ['quiet', 'provider: quiet'],
    ['stand-in-plain+silent-about-usage', 'provider: silent-about-usage'],
    ['stand-in-trickle-100+chunks-10', 'provider: hasty'],
  ],
}));

/** Begun first, since it takes its time: a stream of which only one event comes until it is told to end. */
const quiet = await startQuietStream();

const lastRequest = (): string => standIn.calls.at(-1)?.body.toString() ?? '';

describe('what the caller wrote', () => {
  const odd = (model: string): string =>
    `\t{ "unknown" : {"b":1,"a":[ ],"a":2.50,"z":-0.0E+10} ,\r\n "model"  :"${model}", "big":12345678901234567890.123456789012345678901234567890,` +
    ` "tools": [ {"type":"web_search_2031","x":null}, {"type":"function","function":{"name":"f","parameters":{"type":"object"}}} ],` +
    ` "trace_id":"t-1","session_id":"s-1","messages":[{"role":"user","content":"\\u0047r\\u00fc\\u00dfe \\/ \\ud83d\\udc4b 北京","name":"x","odd":true}]\n}  `;

  it('reaches the provider byte for byte when policy touches nothing', async () => {
    const body = odd('stand-in-plain');
    const { requestId, status } = await chat(body);
    expect(status).toBe(200);
    expect(lastRequest()).toBe(body);
    await gateway.settled(requestId);
    expect((await payload(requestId, 'request-received'))?.toString()).toBe(body);
    expect((await payload(requestId, 'request-sent'))?.toString()).toBe(body);
  });

  it("differs in nothing but the model's name when the provider calls it otherwise", async () => {
    const { requestId } = await chat(odd('GPT-Test'));
    expect(lastRequest()).toBe(odd('gpt-test-2026'));
    await gateway.settled(requestId);
    expect((await payload(requestId, 'request-received'))?.toString()).toBe(odd('GPT-Test'));
    expect((await payload(requestId, 'request-sent'))?.toString()).toBe(odd('gpt-test-2026'));
  });

  it('answers come back byte for byte', async () => {
    const body = Buffer.from(
      '{ "choices" : [ {"message":{"role":"assistant","content":"\\u00fc"},"x":1e400} ],\r\n"id":"x", "big":12345678901234567890 }\n',
    );
    raw.answer(
      (response) => void response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end(body),
    );
    const answer = await chat(hello('raw'));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.bytes).toEqual(body);
    await gateway.settled(answer.requestId);
    expect(await payload(answer.requestId, 'response-received')).toEqual(body);
    expect(await payload(answer.requestId, 'response-sent')).toEqual(body);
  });
});

describe('headers', () => {
  it('of the caller travel by the list; its credentials never do', async () => {
    await chat(hello('gpt-test'), {
      headers: {
        'x-api-key': 'caller-secret-1',
        'api-key': 'caller-secret-2',
        'x-goog-api-key': 'caller-secret-3',
        cookie: 'a=caller-secret-4',
        'x-forwarded-for': '203.0.113.7',
        forwarded: 'for=203.0.113.7',
        'x-real-ip': '203.0.113.7',
        'x-clawrouter-session-id': 's',
        'x-tollgate-x': 'y',
        'openai-organization': 'org-of-caller',
        'openai-project': 'proj-of-caller',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
        'x-session-id': 's',
        'x-unknown': 'u',
        'x-custom': 'c',
        'openai-beta': 'b',
        'idempotency-key': 'i',
        'anthropic-version': 'v',
        'anthropic-beta': 'ab',
        'user-agent': 'caller/1',
        accept: 'text/odd',
      },
    });
    const { headers } = standIn.calls.at(-1)!;
    expect(headers).toEqual({
      host: `127.0.0.1:${standIn.port}`,
      connection: 'keep-alive',
      'content-length': expect.stringMatching(/^\d+$/) as unknown,
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'tollgate',
      authorization: `Bearer ${companyEnvironment.TEST_PROVIDER_KEY}`,
      'x-team': 'tollgate',
      'x-custom': 'c',
      'openai-beta': 'b',
      'idempotency-key': 'i',
    });
  });

  it("of the provider's answer are dropped but for the limits it tells", async () => {
    const used = standIn.script('stand-in-plain', {
      headers: {
        'set-cookie': 'a=b',
        server: 'nginx',
        'openai-organization': 'org-1',
        'strict-transport-security': 'max-age=1',
        'alt-svc': 'h3',
        'x-ratelimit-remaining-tokens': '7',
        'retry-after-ms': '5',
        'x-odd': '1',
        'x-request-id': 'theirs',
      },
    });
    const answer = await chat(hello('stand-in-plain'), {
      headers: { 'x-request-id': 'mine-1', 'x-trace-id': 'trace-1', 'x-session-id': 'session-1' },
    });
    used();
    const {
      'x-request-id': requestId,
      'request-id': same,
      date: _,
      'content-length': __,
      ...others
    } = Object.fromEntries(answer.headers);
    expect(requestId).toMatch(/^req_/);
    expect(same).toBe(requestId);
    expect(others).toEqual({
      'content-type': 'application/json',
      connection: 'keep-alive',
      'keep-alive': expect.any(String) as unknown,
      'x-ratelimit-remaining-tokens': '7',
      'retry-after-ms': '5',
      'x-trace-id': 'trace-1',
      'x-session-id': 'session-1',
      'x-tollgate-model': 'stand-in-plain',
      'x-tollgate-route': 'external',
      'x-tollgate-decision': 'passed',
      'x-tollgate-policy': expect.stringMatching(/^\d+$/) as unknown,
    });
    expect(await gateway.settled(answer.requestId)).toMatchObject({
      client_request_id: 'mine-1',
      provider_request_id: 'theirs',
      trace_id: 'trace-1',
      session_id: 'session-1',
    });
  });

  it.each([
    ['Bearer', { authorization: `bEARER ${keys.bot}` }],
    ['x-api-key', { 'x-api-key': keys.bot }],
    ['api-key', { 'api-key': keys.bot }],
  ])('a key is taken as %s', async (_, headers) => {
    expect((await chat(hello('gpt-test'), { key: null, headers })).status).toBe(200);
  });
});

describe('usage on streams', () => {
  it('is asked for and its chunk left out, for callers that did not ask', async () => {
    const answer = await chat(
      `{"model":"gpt-test","messages":[{"role":"user","content":"Hello there."}],"stream":true }`,
    );
    expect(lastRequest()).toBe(
      `{"model":"gpt-test-2026","messages":[{"role":"user","content":"Hello there."}],"stream":true ,"stream_options":{"include_usage":true}}`,
    );
    expect(answer.text).not.toContain('"choices":[]');
    const invocation = await gateway.settled(answer.requestId);
    expect(invocation.usage).toMatchObject({ prompt: 3, completion: 6, estimated: false });
    const received = (await payload(answer.requestId, 'response-received'))?.toString() ?? '';
    const chunk = /data: [^\n]*"choices":\[\][^\n]*\n\n/.exec(received)?.[0] ?? '?';
    expect(answer.text).toBe(received.replace(chunk, ''));
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  });

  it.each([
    ['callers that ask', keys.bot, { stream_options: { include_usage: true } }],
    ['keys that always get it', keys.always, {}],
  ])('comes to %s', async (_, key, more) => {
    const answer = await chat(hello('gpt-test', { stream: true, ...more }), { key });
    expect(answer.text).toMatch(/"choices":\[\],"usage":\{"prompt_tokens":3,[^\n]*\n\ndata: \[DONE\]\n\n$/);
  });

  it('is not asked for where the provider is set so, and then counted locally', async () => {
    const body =
      '{"model":"stand-in-plain+silent-about-usage","stream":true,"messages":[{"role":"user","content":"Hello there."}]}';
    const answer = await chat(body);
    expect(lastRequest()).toBe(body);
    expect((await gateway.settled(answer.requestId)).usage).toMatchObject({ estimated: true });
  });

  it('that nobody asked for does not reach a caller who did not either', async () => {
    const answer = await chat(
      hello('stand-in-usageunasked', { stream: true, stream_options: { include_usage: false } }),
    );
    expect(answer.text).not.toContain('"choices":[]');
  });
});

describe('the bytes of a stream', () => {
  const content = (text: string): string => `data: {"id":"c","choices":[{"index":0,"delta":{"content":"${text}"}}]}`;
  const finish = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}';
  const events = (newline: string): string[] =>
    [
      '\uFEFF: hello',
      'event: odd\nid: 7\ndata:{"choices":[]}',
      content('Grüße 👋🏽 北京'),
      ': keep-alive',
      'data: {"choices":\ndata: []}',
      content('b'),
      finish,
      usage,
      'data: [DONE]',
    ].map((event) => `${event.replaceAll('\n', newline)}${newline}${newline}`);
  const cases = [
    ['LF', '\n', 100_000],
    ['CRLF', '\r\n', 100_000],
    ['CR', '\r', 100_000],
    ['LF, byte by byte', '\n', 1],
    ['CRLF, byte by byte', '\r\n', 1],
    ['CR, three bytes at a time', '\r', 3],
  ] as const;
  /** A line feed in a packet after its carriage return belongs to what follows; after [DONE] it comes too late. */
  const comparable = (text: string, pieceBytes: number): string =>
    pieceBytes === 1 ? text.replaceAll('\r\n', '\r') : text;

  const stream = async (
    bytes: Buffer,
    pieceBytes: number,
    asks: boolean,
    end: 'end' | 'open' = 'end',
  ): Promise<Answer> => {
    raw.answer(async (response) => {
      await writePieces(response, bytes, pieceBytes);
      if (end === 'end') response.end();
    });
    return chat(hello('raw', { stream: true, ...(asks ? { stream_options: { include_usage: true } } : {}) }));
  };

  it.each(cases)('are the same on both sides (%s)', async (_, newline, pieceBytes) => {
    const text = events(newline).join('');
    const answer = await stream(Buffer.from(text), pieceBytes, true);
    expect(comparable(answer.text, pieceBytes)).toBe(comparable(text, pieceBytes));
    expect(await gateway.settled(answer.requestId)).toMatchObject({
      status: 'completed',
      usage: { prompt: 7, completion: 5, estimated: false },
    });
    expect(await payload(answer.requestId, 'response-received')).toEqual(answer.bytes);
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  });

  it.each(cases)('lack nothing but the usage chunk (%s)', async (_, newline, pieceBytes) => {
    const all = events(newline);
    const answer = await stream(Buffer.from(all.join('')), pieceBytes, false);
    const expected = all.filter((event) => !event.includes('"usage"')).join('');
    expect(comparable(answer.text, pieceBytes)).toBe(comparable(expected, pieceBytes));
    await gateway.settled(answer.requestId);
    const received = await payload(answer.requestId, 'response-received');
    expect(comparable(received?.toString() ?? '', pieceBytes)).toBe(comparable(all.join(''), pieceBytes));
    expect(await payload(answer.requestId, 'response-sent')).toEqual(answer.bytes);
  });

  it.each([
    ['without [DONE]', [content('a'), finish].map((event) => `${event}\n\n`).join('')],
    ['without a blank line at the end', `${content('a')}\n\n${finish}\n\ndata: [DONE]`],
  ])('are complete %s', async (_, text) => {
    const answer = await stream(Buffer.from(text), 100_000, false);
    expect(answer.text).toBe(text);
    expect((await gateway.settled(answer.requestId)).status).toBe('completed');
  });

  it('end at [DONE], though the provider keeps its connection open', async () => {
    const text = `${content('a')}\n\n${finish}\n\ndata: [DONE]\n\n`;
    const answer = await stream(Buffer.from(text), 100_000, false, 'open');
    expect(answer.text).toBe(text);
    expect((await gateway.settled(answer.requestId)).status).toBe('completed');
  });

  it('may be one giant event', async () => {
    const answer = await chat(hello('stand-in-giant-3000000', { stream: true }));
    expect(answer.text).toContain('x'.repeat(3_000_000));
    await gateway.settled(answer.requestId);
    expect((await payload(answer.requestId, 'response-sent'))?.equals(answer.bytes)).toBe(true);
  });

  it.each(['stand-in-gzip', 'stand-in-br'])('are readable though the provider compresses (%s)', async (model) => {
    const answer = await chat(hello(model, { stream: true }));
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.text).toMatch(/^data: \{.*\n\ndata: \[DONE\]\n\n$/s);
    expect((await gateway.settled(answer.requestId)).usage).toMatchObject({
      prompt: 3,
      completion: 6,
      estimated: false,
    });
    expect((await payload(answer.requestId, 'response-received'))?.toString()).toMatch(/^data: \{/);
  });

  it('carry the headers that keep proxies from holding them up', async () => {
    const answer = await chat(hello('gpt-test', { stream: true }), { headers: { 'accept-encoding': 'gzip' } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-length')).toBeNull();
  });
});

it('a body that the caller compressed is refused as such', async () => {
  const answer = await chat(Uint8Array.from(gzipSync(JSON.stringify(hello('gpt-test')))), {
    headers: { 'content-encoding': 'gzip' },
  });
  expectError(answer, 'invalid_request');
});

it('each event is passed on before the next one comes', async () => {
  let next = (): void => undefined;
  raw.answer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let number = 0;
    next = () => void response.write(`data: {"choices":[{"index":0,"delta":{"content":"${number++}"}}]}\n\n`);
    next();
  });
  const leaving = new AbortController();
  const response = await fetch(`${gateway.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.bot}` },
    body: JSON.stringify(hello('raw', { stream: true })),
    signal: leaving.signal,
  });
  const reader = response.body!.getReader();
  for (let number = 0; number < 20; number++) {
    const { value } = await reader.read();
    expect(Buffer.from(value ?? []).toString()).toContain(`"content":"${number}"`);
    next();
  }
  leaving.abort();
});

it('a stream may run longer than its first byte may take', async () => {
  const answer = await chat(hello('stand-in-trickle-100+chunks-10', { stream: true }));
  expect(answer.text).toMatch(/ word9.*data: \[DONE\]\n\n$/s);
  expect((await gateway.settled(answer.requestId)).timings_ms.total).toBeGreaterThan(400);
});

it('a caller that reads slowly holds the provider back instead of filling memory, and gets everything', async () => {
  const event = `data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(16_000)}"}}]}\n\n`;
  const total = 96 * 1024 * 1024;
  let written = 0;
  raw.answer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const pump = (): void => {
      while (written < total) {
        written += event.length;
        if (!response.write(event)) return void response.once('drain', pump);
      }
      response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
    };
    pump();
  });
  const socket = await openPaused(
    JSON.stringify(hello('raw', { stream: true, stream_options: { include_usage: true } })),
  );
  let seen = -1;
  let still = 0;
  await until(() => {
    still = written === seen && written > 0 ? still + 1 : 0;
    seen = written;
    return still > 25;
  });
  expect(written).toBeLessThan(total * 0.6);

  let read = 0;
  let end = '';
  socket.on('data', (chunk) => {
    read += chunk.length;
    end = (end + chunk.toString()).slice(-200);
  });
  socket.resume();
  await until(
    () => end.includes('data: [DONE]'),
    () => `${read} bytes came, ${written} were written`,
  );
  expect(written).toBeGreaterThanOrEqual(total);
  expect(read).toBeGreaterThanOrEqual(written);
  socket.destroy();
});

it('a hundred streams at once each get their whole answer, and one record each', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      chat(hello('stand-in-trickle-20+chunks-20', { stream: true }), { headers: { 'x-trace-id': 'many' } }),
    ),
  );
  for (const answer of answers) expect(answer.text).toMatch(/ word19.*data: \[DONE\]\n\n$/s);
  expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(100);
  await until(async () => {
    const { rows } = await database.pool.query(
      "select count(*)::int as calls from invocations where trace_id = 'many' and status = 'completed'",
    );
    return (rows[0] as { calls: number }).calls === 100;
  });
});

it('nothing of a call is believed from X-Forwarded-For unless a proxy is trusted', async () => {
  const { requestId } = await chat(hello('gpt-test'), {
    headers: { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'caller/2' },
  });
  expect(await gateway.settled(requestId)).toMatchObject({ client_address: '127.0.0.1', user_agent: 'caller/2' });
});

it('a stream that is silent is kept alive by comments, which the record knows', async () => {
  await until(() => quiet.text().includes(': keep-alive'), quiet.text);
  quiet.finish();
  const requestId = await quiet.whole;
  expect(quiet.text().replaceAll(': keep-alive\n\n', '')).toBe(quiet.provided());
  expect(quiet.text().startsWith(': keep-alive')).toBe(false);
  await gateway.settled(requestId);
  expect((await payload(requestId, 'response-received'))?.toString()).toBe(quiet.provided());
  expect((await payload(requestId, 'response-sent'))?.toString()).toBe(quiet.text());
});

it('memory stays within bounds after all of that', async () => {
  const status = await readFile(`/proc/${gateway.pid}/status`, 'utf8');
  expect(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1])).toBeLessThan(1024 * 1024);
});

/** Sends a chat on a socket of which nothing is read yet. */
function openPaused(body: string): Promise<Socket> {
  const { hostname, port } = new URL(gateway.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.pause();
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.bot}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

interface QuietStream {
  text(): string;
  provided(): string;
  finish(): void;
  /** Resolves with the request's id when the caller has it all. */
  readonly whole: Promise<string>;
}

async function startQuietStream(): Promise<QuietStream> {
  const events = [
    'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n',
    'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
    'data: [DONE]\n\n',
  ];
  let finish = (): void => undefined;
  quietUpstream.answer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events[0]);
    finish = () => void response.end(`${events[1]}${events[2]}`);
  });
  const response = await send(hello('quiet', { stream: true }));
  let text = '';
  const read = async (): Promise<string> => {
    for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
    return response.headers.get('x-request-id') ?? '';
  };
  return { text: () => text, provided: () => events.join(''), finish: () => finish(), whole: read() };
}
