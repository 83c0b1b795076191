import { admin } from '@tollgate/contract';
import { changeKey } from '../../../administration/keys/change.ts';
import { createKey } from '../../../administration/keys/create.ts';
import { revokeKey } from '../../../administration/keys/revoke.ts';
import { rotateKey } from '../../../administration/keys/rotate.ts';
import { AdministrationRefusal } from '../../../administration/refusal.ts';
import { notFound } from '../../../administration/refuse.ts';
import { selectLastUses } from '../../../identity/key-uses.queries.ts';
import { type KeyRow, selectKey, selectKeys } from '../../../identity/keys.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function keyRoutes(app: AdminServer, { pool, searchPool }: AdminDependencies): Promise<void> {
  const read = async (id: string, owner: string | undefined): Promise<KeyRow> => {
    const key = await selectKey(pool, id);
    if (!key || (owner !== undefined && key.user_id !== owner)) throw notFound('key');
    return key;
  };
  const inUse = async (keys: readonly KeyRow[]) => {
    const uses = await selectLastUses(
      searchPool,
      keys.map(({ id }) => id),
    );
    return keys.map((key) => ({ ...key, last_used_at: uses.get(key.id) ?? null }));
  };

  app.get(
    '/api/keys',
    {
      config: { permission: 'keys:read' },
      schema: {
        operationId: 'listKeys',
        summary: 'List keys; members see their own',
        querystring: admin.KeyQuery,
        response: { 200: admin.KeyList },
      },
    },
    async ({ query, requester }) => {
      const users = [query.user_id, ownerOnly(requester)].filter((id) => id !== undefined);
      const keys = (await selectKeys(pool)).filter(
        (key) =>
          users.every((id) => id === key.user_id) &&
          (query.instance_id === undefined || query.instance_id === key.instance_id),
      );
      const { items, next_cursor } = pageOf(keys, byId, query);
      return { items: await inUse(items), next_cursor };
    },
  );

  app.post(
    '/api/keys',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createKey',
        summary: 'Create a key; its secret is in this answer and never again',
        body: admin.KeyCreate,
        response: { 201: admin.KeyCreated },
      },
    },
    async ({ body, requester }, reply) => {
      const wanted = {
        name: body.name,
        user: body.user_id,
        instance: body.instance_id,
        blockForm: body.block_form,
        includeUsage: body.include_usage,
        expiresAt: body.expires_at,
      };
      const { key, secret } = await createKey(pool, requester.actor, wanted).catch(inOurWords);
      return reply.code(201).send(tagged(reply, { ...key, revision: 1, secret }));
    },
  );

  app.get(
    '/api/keys/:id',
    {
      config: { permission: 'keys:read' },
      schema: {
        operationId: 'readKey',
        summary: 'Read a key, without its secret',
        params: admin.IdParams,
        response: { 200: admin.KeyInUse },
      },
    },
    async ({ params, requester }, reply) => {
      const [key] = await inUse([await read(params.id, ownerOnly(requester))]);
      if (!key) throw notFound('key');
      return tagged(reply, key);
    },
  );

  app.patch(
    '/api/keys/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeKey',
        summary: 'Change how a key behaves',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.KeyChange,
        response: { 200: admin.KeyView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeKey(pool, request.requester.actor, change));
    },
  );

  app.post(
    '/api/keys/:id/rotate',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'rotateKey',
        summary: 'Make a key in place of another one, which ends after a while; its secret is in this answer alone',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.KeyRotate,
        response: { 201: admin.KeyCreated },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const rotation = { id, oldValidS: request.body.old_valid_s, revision: expectedRevision(request) };
      const { key, secret } = await rotateKey(pool, request.requester.actor, rotation);
      return reply.code(201).send(tagged(reply, { ...key, secret }));
    },
  );

  app.post(
    '/api/keys/:id/revoke',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'revokeKey',
        summary: 'Revoke a key, for good',
        params: admin.IdParams,
        headers: ifMatch,
        response: { 200: admin.KeyView },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await revokeKey(pool, request.requester.actor, id, { revision: expectedRevision(request) });
      return tagged(reply, await read(id, undefined));
    },
  );
}

/** The verb also takes names, and calls its fields so. */
function inOurWords(error: unknown): never {
  if (!(error instanceof AdministrationRefusal)) throw error;
  const problems = error.problems.map(({ field, message }) => ({
    field: field === 'user' || field === 'instance' ? `${field}_id` : field,
    message,
  }));
  throw new AdministrationRefusal(error.kind, error.message, problems, { cause: error });
}
