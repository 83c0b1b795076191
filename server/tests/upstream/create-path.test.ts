import type { RequestListener } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { createSecurePath } from '../../src/providers/upstream/create-path.ts';
import type { UpstreamPath } from '../../src/providers/upstream/path.ts';
import { bodyOf, chat, failureOf, send, until } from './call-upstream.ts';
import { listen, serve } from './local-server.ts';

let standIn: StandIn;
let path: UpstreamPath;
let chatUrl: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  standIn = await startStandIn();
  chatUrl = `${standIn.url}/chat/completions`;
  path = createSecurePath({ hosts: null, cidrs: null });
});
afterAll(async () => {
  await path.close();
  await standIn.close();
});
afterEach(async () => {
  standIn.reset();
  for (const close of closing.splice(0)) await close();
});

describe('a call', () => {
  test('reaches the provider as it was given, and its answer comes back whole', async () => {
    const answer = await path.send({
      url: `${chatUrl}?a=b`,
      headers: { 'content-type': 'application/json', authorization: 'Bearer secret', 'x-own': 'ü' },
      body: Buffer.from('{"model":  "stand-in-echo"}'),
      isLocal: false,
      timeouts: { connect_ms: 9000, first_byte_ms: 9000, idle_ms: 9000 },
      signal: new AbortController().signal,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/json');
    await bodyOf(answer);
    const [call] = standIn.calls;
    expect(call).toMatchObject({ method: 'POST', path: '/v1/chat/completions?a=b' });
    expect(call?.body.toString()).toBe('{"model":  "stand-in-echo"}');
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'accept-encoding': 'identity',
      'content-length': '27',
    });
  });

  test('uses a connection again', async () => {
    for (let index = 0; index < 3; index += 1) {
      await bodyOf(await send(path, { url: chatUrl, json: chat('m') }));
      // The pool takes a connection back in the turn after its answer's end.
      await nextTurn();
    }
    expect(new Set(standIn.calls.map((call) => call.remotePort)).size).toBe(1);
  });

  test('is never sent twice, not even when a connection that served before breaks without an answer', async () => {
    const own = createSecurePath({ hosts: null, cidrs: null });
    closing.push(() => own.close());
    await bodyOf(await send(own, { url: chatUrl, json: chat('m') }));
    await nextTurn();
    const failure = await failureOf(own, { url: chatUrl, json: chat('stand-in-drop') });
    expect(failure.kind).toBe('broken');
    expect(standIn.calls).toHaveLength(2);
    expect(standIn.calls[1]?.remotePort).toBe(standIn.calls[0]?.remotePort);
  });

  test('follows no redirect', async () => {
    const answer = await send(path, { url: chatUrl, json: chat('stand-in-redirect-307') });
    expect(answer.status).toBe(307);
    await bodyOf(answer);
    expect(standIn.calls).toHaveLength(1);
  });

  test('takes interim answers for what they are', async () => {
    const url = await serveUrl((_, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.setHeader('x-many', ['one', 'two']);
      response.end('late');
    });
    const answer = await send(path, { url });
    expect([answer.status, answer.headers['x-many'], await bodyOf(answer)]).toEqual([200, 'one, two', 'late']);
  });

  test('keeps an early body until somebody reads it', async () => {
    const answer = await send(path, { url: chatUrl, json: chat('stand-in-plain', true) });
    await until(() => standIn.calls[0]?.endedAtMs != null);
    expect(await bodyOf(answer)).toMatch(/^data: .*\n\ndata: \[DONE\]\n\n$/s);
  });
});

describe('a call that fails', () => {
  test('is `connect` when nobody listens, and when TLS cannot be agreed on', async () => {
    expect((await failureOf(path, { url: 'http://127.0.0.1:1/v1' })).kind).toBe('connect');
    expect((await failureOf(path, { url: chatUrl.replace('http:', 'https:') })).kind).toBe('connect');
  });

  test('is `connect` when the connection takes too long', async () => {
    const silent = await listen(createTcpServer(), closing);
    const failure = await failureOf(path, { url: `https://127.0.0.1:${silent}/v1`, timeouts: { connect_ms: 50 } });
    expect(failure.kind).toBe('connect');
  });

  test.each(['stand-in-drop', 'stand-in-nothttp', 'stand-in-cut'])('is `broken` for %s', async (model) => {
    expect((await failureOf(path, { url: chatUrl, json: chat(model, true) })).kind).toBe('broken');
  });

  test('is `broken` when a JSON answer stops in its middle', async () => {
    expect((await failureOf(path, { url: chatUrl, json: chat('stand-in-cut') })).kind).toBe('broken');
  });

  test('gives what came before the break', async () => {
    const answer = await send(path, { url: chatUrl, json: chat('stand-in-cut-2', true) });
    let text = '';
    const kind = await new Promise((resolve) => {
      answer.pipe({
        data: (chunk) => (text += chunk),
        end: () => resolve('end'),
        error: (failure) => resolve(failure.kind),
      });
    });
    expect(kind).toBe('broken');
    expect(text.match(/^data: /gm)).toHaveLength(2);
  });

  test('is `first_byte_timeout` without headers, and with headers but without a body', async () => {
    const timeouts = { first_byte_ms: 50 };
    expect((await failureOf(path, { url: chatUrl, json: chat('stand-in-slow-60000'), timeouts })).kind).toBe(
      'first_byte_timeout',
    );
    const url = await serveUrl((_, response) => response.flushHeaders());
    expect((await failureOf(path, { url, timeouts })).kind).toBe('first_byte_timeout');
  });

  test('is `idle_timeout` when a stream falls silent, and the provider sees the connection go', async () => {
    const failure = await failureOf(path, {
      url: chatUrl,
      json: chat('stand-in-silent', true),
      timeouts: { idle_ms: 50 },
    });
    expect(failure.kind).toBe('idle_timeout');
    await until(() => standIn.calls[0]?.cancelled === true);
  });

  test('is `connect`, and tells no header’s value, when a header cannot be sent', async () => {
    const failure = path.send({
      url: chatUrl,
      headers: { authorization: 'Bearer sec\nret' },
      body: Buffer.alloc(0),
      isLocal: false,
      timeouts: { connect_ms: 9000, first_byte_ms: 9000, idle_ms: 9000 },
      signal: new AbortController().signal,
    });
    await expect(failure).rejects.toMatchObject({ kind: 'connect', message: expect.not.stringContaining('ret"') });
    expect(standIn.calls).toHaveLength(0);
  });
});

describe('time', () => {
  test('a stream that moves has no total limit', async () => {
    const timeouts = { first_byte_ms: 400, idle_ms: 400 };
    const answer = await send(path, { url: chatUrl, json: chat('stand-in-chunks-30+trickle-40', true), timeouts });
    expect(await bodyOf(answer)).toContain('[DONE]');
  });

  test('a reader that pauses is no idle provider', async () => {
    const timeouts = { idle_ms: 60 };
    const answer = await send(path, { url: chatUrl, json: chat('stand-in-chunks-5+trickle-10', true), timeouts });
    let text = '';
    const end = new Promise<void>((resolve, reject) => {
      const data = (chunk: Buffer): void => {
        if (text === '') answer.pause();
        text += chunk;
      };
      answer.pipe({ data, end: resolve, error: reject });
    });
    await until(() => text !== '');
    // Two calls, one after the other, run into the same limit: the paused one has been silent for longer than that.
    for (let round = 0; round < 2; round += 1) {
      expect((await failureOf(path, { url: chatUrl, json: chat('stand-in-silent', true), timeouts })).kind).toBe(
        'idle_timeout',
      );
    }
    answer.resume();
    await end;
    expect(text).toContain('[DONE]');
  });
});

describe('back-pressure', () => {
  test('a reader that pauses makes the provider wait, and gets every byte afterwards', async () => {
    const block = Buffer.alloc(65_536, 'x');
    const blocksMax = 1000;
    let written = 0;
    let isWaiting = false;
    const url = await serveUrl((_, response) => {
      const more = (): void => {
        isWaiting = false;
        while (written < blocksMax) {
          written += 1;
          if (!response.write(block)) {
            isWaiting = true;
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const answer = await send(path, { url });
    answer.pause();
    let received = 0;
    const end = new Promise<void>((resolve, reject) => {
      answer.pipe({ data: (chunk) => void (received += chunk.length), end: resolve, error: reject });
    });
    let before = -1;
    await until(() => {
      const isStill = isWaiting && written === before;
      before = written;
      return isStill;
    });
    expect(written).toBeLessThan(blocksMax);
    expect(received).toBeLessThan(1_000_000);
    answer.resume();
    await end;
    expect(received).toBe(blocksMax * block.length);
  });
});

describe('giving up', () => {
  test('before anything was sent, the provider hears nothing', async () => {
    const failure = await failureOf(path, { url: chatUrl, json: chat('m'), signal: AbortSignal.abort() });
    expect(failure.kind).toBe('aborted');
    expect(standIn.calls).toHaveLength(0);
  });

  test('while the connection is made, nothing is sent on it', async () => {
    const connections: Socket[] = [];
    const hesitant = createTcpServer((socket) => connections.push(socket.on('error', () => undefined)));
    const port = await listen(hesitant, closing);
    const abort = new AbortController();
    const failing = failureOf(path, { url: `https://127.0.0.1:${port}/v1`, signal: abort.signal });
    await until(() => connections.length === 1);
    abort.abort();
    expect((await failing).kind).toBe('aborted');
  });

  test.each(['stand-in-slow-60000', 'stand-in-endless'])(
    'while %s answers, the provider sees the connection go at once',
    async (model) => {
      const abort = new AbortController();
      const failing = failureOf(path, { url: chatUrl, json: chat(model, true), signal: abort.signal });
      await until(() => standIn.calls.length === 1);
      abort.abort();
      expect((await failing).kind).toBe('aborted');
      await until(() => standIn.calls[0]?.cancelled === true);
    },
  );
});

async function serveUrl(handler: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await serve(handler, closing)}/`;
}
