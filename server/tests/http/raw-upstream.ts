import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type RawAnswer = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** A provider that answers exactly what a test writes, after it has read the request. */
export interface RawUpstream {
  readonly url: string;
  /** What it does with every call from now on. */
  answer(how: RawAnswer): void;
}

export async function startRawUpstream(): Promise<RawUpstream> {
  let how: RawAnswer = (response) => void response.writeHead(500).end();
  const server = createServer((request, response) => {
    request.resume().once('end', () => void how(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answer: (next) => void (how = next),
  };
}

/** Writes a stream in pieces of so many bytes, each on its own way through the sockets. */
export async function writePieces(response: ServerResponse, bytes: Buffer, pieceBytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    response.write(bytes.subarray(at, at + pieceBytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
