import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** What an upload may say of itself. */
export const textTypes = ['text/csv', 'text/plain'];
export const csvType = 'text/csv';

/** Lets the routes of this scope, and of no other, take texts too: give them a `TextBody`. */
export function parseTextBodies(scope: FastifyInstance): void {
  scope.addContentTypeParser<string>(textTypes, { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

export const TextBody = z.string('send a text, as text/csv or text/plain').min(1, 'the text is empty');
