import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

export const csvType = 'text/csv';
/** RFC 9512. */
export const yamlType = 'application/yaml';
/** A list of values. */
export const listTypes = [csvType, 'text/plain'];
/** A file of rules. */
export const fileTypes = [yamlType, 'application/toml', 'text/plain'];

/** Lets the routes of this scope, and of no other, take texts of these types too: give them a `TextBody`. */
export function parseTextBodies(scope: FastifyInstance, types: readonly string[]): void {
  scope.addContentTypeParser<string>([...types], { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

export const TextBody = z.string('send a text, and say its content type').min(1, 'the text is empty');
