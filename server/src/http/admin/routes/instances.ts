import { admin } from '@tollgate/contract';
import { changeInstance } from '../../../administration/instances/change.ts';
import { createInstance } from '../../../administration/instances/create.ts';
import { notFound } from '../../../administration/refuse.ts';
import { selectInstance, selectInstances } from '../../../identity/instances.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function instanceRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/instances',
    {
      config: { permission: 'instances:read' },
      schema: {
        operationId: 'listInstances',
        summary: 'List instances; members see their own',
        querystring: admin.InstanceQuery,
        response: { 200: admin.InstanceList },
      },
    },
    async ({ query, requester }) => {
      const owners = [query.owner_id, ownerOnly(requester)].filter((id) => id !== undefined);
      const instances = await selectInstances(pool);
      return pageOf(
        instances.filter((instance) => owners.every((id) => id === instance.owner_id)),
        byId,
        query,
      );
    },
  );

  app.post(
    '/api/instances',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createInstance',
        summary: 'Create an instance',
        body: admin.InstanceCreate,
        response: { 201: admin.InstanceView },
      },
    },
    async (request, reply) => {
      const instance = await createInstance(pool, request.requester.actor, request.body);
      return reply.code(201).send(tagged(reply, instance));
    },
  );

  app.get(
    '/api/instances/:id',
    {
      config: { permission: 'instances:read' },
      schema: {
        operationId: 'readInstance',
        summary: 'Read an instance',
        params: admin.IdParams,
        response: { 200: admin.InstanceView },
      },
    },
    async ({ params, requester }, reply) => {
      const instance = await selectInstance(pool, params.id);
      const owner = ownerOnly(requester);
      if (!instance || (owner !== undefined && instance.owner_id !== owner)) throw notFound('instance');
      return tagged(reply, instance);
    },
  );

  app.patch(
    '/api/instances/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeInstance',
        summary: 'Change or deactivate an instance',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.InstanceChange,
        response: { 200: admin.InstanceView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeInstance(pool, request.requester.actor, change));
    },
  );
}
