/**
 * What the gateway is measured against: a pass-through proxy of `node:http` and undici's `dispatch`, and nothing else.
 *   node bench/bare-proxy.ts http://127.0.0.1:9000
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { announce } from './announce.ts';

const origin = process.argv[2];
if (origin === undefined) throw new Error('usage: node bench/bare-proxy.ts ORIGIN');
const pool = new Pool(origin, { connections: 1024, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });

const server = createServer(passThrough);
server.listen(0, '127.0.0.1', () => announce(server));

function passThrough(request: IncomingMessage, response: ServerResponse): void {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  pool.dispatch(
    { path: request.url ?? '/', method: 'POST', headers, body: request },
    {
      onRequestStart(controller) {
        response.on('close', () => {
          if (!response.writableFinished) controller.abort(new Error('the caller left'));
        });
        response.on('drain', () => controller.resume());
      },
      onResponseStart(_controller, status, { connection: _upstream, 'keep-alive': _keepAlive, ...answered }) {
        response.writeHead(status, answered);
      },
      onResponseData(controller, chunk) {
        if (!response.write(chunk)) controller.pause();
      },
      onResponseEnd() {
        response.end();
      },
      onResponseError() {
        response.destroy();
      },
    },
  );
}
