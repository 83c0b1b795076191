import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { type Listener, listen, type Patience } from '../../src/http/listen.ts';

let listener: Listener;
afterEach(() => listener.close());

async function start(patience: Patience, handler: (request: IncomingMessage, response: ServerResponse) => void) {
  listener = await listen({
    host: '127.0.0.1',
    port: 0,
    variable: 'TOLLGATE_PORT',
    tls: null,
    handler,
    onUpgrade: (_, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\n\r\n'),
    patience,
  });
}

/** What comes back until the connection is closed from the other side. */
async function answerTo(words: string): Promise<string> {
  const socket = connect(Number(new URL(listener.origin).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(words);
  return text(socket);
}

const never = 600_000;
const neverAnswers = (): void => undefined;

it('a caller whose headers never end is let go', async () => {
  await start({ headersMs: 200, bodySilenceMs: never }, neverAnswers);
  expect(await answerTo('GET / HTTP/1.1\r\nhost: here\r\nx-slow: ')).toContain('408 Request Timeout');
});

it('a caller whose body falls silent is let go', async () => {
  await start({ headersMs: never, bodySilenceMs: 200 }, (request) => request.resume());
  expect(await answerTo('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 10\r\n\r\n{')).toBe('');
});

it('an answer that takes longer than a body may be silent is given', async () => {
  await start({ headersMs: never, bodySilenceMs: 100 }, (request, response) => {
    request.resume().once('end', () => setTimeout(() => response.end('at last'), 400));
  });
  const answer = await answerTo('POST / HTTP/1.1\r\nhost: here\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}');
  expect(answer).toContain('at last');
});

it('an offer of HTTP/2 is not taken, and the request answered all the same', async () => {
  await start({ headersMs: never, bodySilenceMs: never }, (request, response) => {
    void text(request).then((body) => response.writeHead(200, { connection: 'close' }).end(`got ${body}`));
  });
  const offer = 'connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n';
  const answer = await answerTo(`POST / HTTP/1.1\r\nhost: here\r\n${offer}content-length: 2\r\n\r\n{}`);
  expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*got \{\}/);
  expect(await answerTo('GET / HTTP/1.1\r\nhost: here\r\nconnection: Upgrade\r\nupgrade: WebSocket\r\n\r\n')).toContain(
    '426',
  );
});
