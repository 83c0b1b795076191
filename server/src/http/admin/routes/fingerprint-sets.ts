import { admin } from '@tollgate/contract';
import { createFingerprintSet } from '../../../administration/fingerprint-sets/create.ts';
import { deleteFingerprintSet } from '../../../administration/fingerprint-sets/delete.ts';
import { readFingerprintSet, readFingerprintSets } from '../../../administration/fingerprint-sets/read.ts';
import { replaceFingerprintValues } from '../../../administration/fingerprint-sets/replace-values.ts';
import { valuesInCsv, valuesInText } from '../../../administration/fingerprint-sets/values-in.ts';
import { notFound } from '../../../administration/refuse.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';
import { csvType, listTypes, parseTextBodies, TextBody } from '../text-bodies.ts';

/** A million values of 60 characters. */
const uploadBytesMax = 64 * 1024 * 1024;

export async function fingerprintSetRoutes(app: AdminServer, { pool, fingerprints }: AdminDependencies): Promise<void> {
  app.get(
    '/api/fingerprint-sets',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'listFingerprintSets',
        summary: 'List the sets of exact values of the company, without the values',
        querystring: admin.FingerprintSetQuery,
        response: { 200: admin.FingerprintSetList },
      },
    },
    async ({ query }) => pageOf(await readFingerprintSets(pool), byId, query),
  );

  app.post(
    '/api/fingerprint-sets',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createFingerprintSet',
        summary: 'Create an empty set, which rules of kind `fingerprints` may name',
        body: admin.FingerprintSetCreate,
        response: { 201: admin.FingerprintSetView },
      },
    },
    async ({ body, requester }, reply) =>
      reply.code(201).send(tagged(reply, await createFingerprintSet(pool, fingerprints, requester.actor, body))),
  );

  app.get(
    '/api/fingerprint-sets/:id',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'readFingerprintSet',
        summary: 'Read what a set is; its values are not kept',
        params: admin.IdParams,
        response: { 200: admin.FingerprintSetView },
      },
    },
    async ({ params }, reply) => {
      const set = await readFingerprintSet(pool, params.id);
      if (!set) throw notFound('set of fingerprints');
      return tagged(reply, set);
    },
  );

  app.delete(
    '/api/fingerprint-sets/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteFingerprintSet',
        summary: 'Delete a set that no rule names',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteFingerprintSet(pool, request.requester.actor, which);
      return reply.code(204).send();
    },
  );

  await app.register(async (scope: AdminServer) => {
    parseTextBodies(scope, listTypes);
    scope.put(
      '/api/fingerprint-sets/:id/values',
      {
        bodyLimit: uploadBytesMax,
        config: { permission: 'policy:change' },
        schema: {
          operationId: 'replaceFingerprintValues',
          summary: 'Put other values in a set: a line each (text/plain), or a column of a table (text/csv)',
          consumes: listTypes,
          params: admin.IdParams,
          querystring: admin.FingerprintValuesQuery,
          headers: ifMatch,
          body: TextBody,
          response: { 200: admin.FingerprintSetReplaced },
        },
      },
      async (request, reply) => {
        const { body, params, query, requester } = request;
        const isCsv = request.headers['content-type']?.startsWith(csvType) ?? false;
        const values = isCsv ? valuesInCsv(body, query.column) : valuesInText(body);
        const replacing = { id: params.id, values, revision: expectedRevision(request) };
        const { set, skipped } = await replaceFingerprintValues(pool, fingerprints, requester.actor, replacing);
        return { ...tagged(reply, set), skipped };
      },
    );
  });
}
