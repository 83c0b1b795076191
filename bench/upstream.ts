/**
 * A provider with fixed answers. It reads the whole body and looks only for `"stream":true` in its last bytes.
 * `"bench_pause_ms":N` there paces the chunks of a stream; each chunk then carries the time at which it was written.
 *   node bench/upstream.ts
 */
import { createServer, type ServerResponse } from 'node:http';
import { announce } from './announce.ts';

const chunksPerStream = 50;

const text = 'The report is ready; the figures of the third quarter are in the second table. ';
const usage = { prompt_tokens: 210, completion_tokens: 50, total_tokens: 260 };
const plain = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_764_000_000,
    model: 'bench-1',
    choices: [{ index: 0, message: { role: 'assistant', content: text.repeat(3) }, finish_reason: 'stop' }],
    usage,
  }),
);
const last = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const usageChunk = chunk({ choices: [], usage });

const server = createServer((request, response) => {
  let tail = '';
  request.on('data', (bytes: Buffer) => {
    tail = (tail + bytes.toString('latin1', Math.max(0, bytes.length - 400))).slice(-400);
  });
  request.on('end', () => void (tail.includes('"stream":true') ? stream(response, tail) : answer(response)));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': plain.length });
  response.end(plain);
}

async function stream(response: ServerResponse, tail: string): Promise<void> {
  const pauseMs = Number(/"bench_pause_ms":(\d+)/.exec(tail)?.[1] ?? 0);
  response.socket?.setNoDelay(true);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (let number = 1; number < chunksPerStream && !response.destroyed; number++) {
    const content = pauseMs > 0 ? `at=${process.hrtime.bigint()}; ` : text.slice(0, 24);
    response.write(chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }));
    await (pauseMs > 0 ? new Promise((next) => setTimeout(next, pauseMs)) : new Promise(setImmediate));
  }
  response.write(last);
  if (tail.includes('"include_usage":true')) response.write(usageChunk);
  response.end('data: [DONE]\n\n');
}

function chunk(fields: object): string {
  const event = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_764_000_000,
    model: 'bench-1',
    ...fields,
  };
  return `data: ${JSON.stringify(event)}\n\n`;
}
