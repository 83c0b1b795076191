import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Listener {
  /** As a URL without a path. */
  readonly origin: string;
  /** Takes no new connections, and closes those on which nothing runs. */
  stopAccepting(): void;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** The variable to change when the address cannot be used. */
  readonly variable: string;
  /** PEM texts. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Of a WebSocket; what asks for another protocol, such as h2c, is answered in HTTP/1.1 (RFC 9110, section 7.8). */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex) => void;
  readonly patience?: Patience;
}

/** How long a connection may be held by a request that does not come. */
export interface Patience {
  /** For all of the headers. */
  readonly headersMs: number;
  /** Between two pieces of a body; as a whole it may take as long as it moves. */
  readonly bodySilenceMs: number;
}

const usualPatience: Patience = { headersMs: 30_000, bodySilenceMs: 60_000 };

export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Listens on one address. @throws CannotListen with the address, when it is taken or not ours */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { host, port, tls, patience = usualPatience } = options;
  const limits = {
    requestTimeout: 0,
    // Said aloud, since Node takes the smaller of its own and `requestTimeout`: none.
    headersTimeout: patience.headersMs,
    connectionsCheckingInterval: Math.min(patience.headersMs, 30_000),
    shouldUpgradeCallback: options.onUpgrade ? isWebSocket : () => false,
  };
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    endSilentBody(request, response, patience.bodySilenceMs);
    options.handler(request, response);
  };
  const server: Server = tls
    ? createTlsServer({ cert: tls.cert, key: tls.key, ...limits }, handler)
    : createServer(limits, handler);
  server.keepAliveTimeout = 65_000;
  if (options.onUpgrade) server.on('upgrade', options.onUpgrade);
  await new Promise<void>((resolve, reject) => {
    // It stays: a later failure to accept a connection (no descriptor left) must not end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new CannotListen(`${options.variable}: ${host}:${port} ${reason}`));
    });
    server.listen({ host, port, backlog: 1024 }, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    origin: `${tls ? 'https' : 'http'}://${name}:${address.port}`,
    stopAccepting() {
      server.close();
      server.closeIdleConnections();
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()));
    },
  };
}

function isWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket';
}

/** Node ends a connection whose time-out nobody listens for. Once it has answered, its time-out is keep-alive's. */
function endSilentBody(request: IncomingMessage, response: ServerResponse, silenceMs: number): void {
  const { headers, socket } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  socket.setTimeout(silenceMs);
  request.once('end', () => {
    if (!response.writableFinished) socket.setTimeout(0);
  });
}
