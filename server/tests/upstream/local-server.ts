import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

type Close = () => Promise<void>;

/** Serves HTTP on the loopback; the request's body is thrown away. */
export function serve(handler: RequestListener, closing: Close[]): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    handler(request, response);
  });
  return listen(server, closing);
}

/**
 * Lets a server listen on a free port of the loopback.
 * @param closing gets the function that ends it, open connections included
 */
export async function listen(server: Server, closing: Close[]): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port;
}
