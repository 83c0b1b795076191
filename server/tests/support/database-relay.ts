import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A way to the database that can be cut and mended, as a network can. */
export interface DatabaseRelay {
  readonly url: string;
  cut(): Promise<void>;
  /**
   * Breaks the connection that next says this word: `before` the server hears it, or `after` it has answered, which
   * nobody hears. Resolves when it broke.
   */
  breakAt(word: string, moment: 'before' | 'after'): Promise<void>;
  mend(): Promise<void>;
}

export async function relayTo(databaseUrl: string): Promise<DatabaseRelay> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    return socket.once('close', () => sockets.delete(socket));
  };
  let breaking: { word: string; moment: 'before' | 'after'; tell(): void } | null = null;
  const makeServer = (): Server =>
    createServer((client) => {
      const upstream = keep(connect(Number(target.port), target.hostname));
      upstream.pipe(client);
      keep(client).on('data', (bytes: Buffer) => {
        if (!breaking || !bytes.includes(breaking.word)) return upstream.write(bytes);
        const { moment, tell } = breaking;
        breaking = null;
        const end = (): void => {
          client.destroy();
          tell();
        };
        if (moment === 'before') return end();
        upstream.unpipe(client);
        upstream.once('data', end).resume();
        return upstream.write(bytes);
      });
      client.once('end', () => upstream.end());
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
    });

  let server = makeServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    breakAt: (word, moment) => new Promise((resolve) => (breaking = { word, moment, tell: resolve })),
    mend: async () => {
      server = makeServer();
      await listen(server, port);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
