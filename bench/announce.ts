import type { Server } from 'node:http';

/** Tells the parent process which port was taken (and anybody who runs the file alone). */
export function announce(server: Server): void {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  if (process.send) process.send({ port });
  else process.stdout.write(`http://127.0.0.1:${port}\n`);
}
