import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export type PlainHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The admin API as a plain handler, for a listener that it shares with the data plane. */
export async function adminHandler(app: FastifyInstance): Promise<PlainHandler> {
  await app.ready();
  return (request, response) => app.routing(request, response);
}
