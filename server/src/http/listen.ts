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
  /** PEM texts. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex) => void;
}

export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Listens on one address. @throws CannotListen with the address, when it is taken or not ours */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { host, port, tls } = options;
  // Header time-outs are the defaults of Node; a body may take as long as it moves, and so may an answer.
  const server: Server = tls
    ? createTlsServer({ cert: tls.cert, key: tls.key, requestTimeout: 0 }, options.handler)
    : createServer({ requestTimeout: 0 }, options.handler);
  server.keepAliveTimeout = 65_000;
  if (options.onUpgrade) server.on('upgrade', options.onUpgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new CannotListen(`${host}:${port} ${reason}`));
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
