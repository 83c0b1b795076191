import { admin } from '@tollgate/contract';
import { createGrant } from '../../../administration/grants/create.ts';
import { deleteGrant } from '../../../administration/grants/delete.ts';
import { selectGrants } from '../../../catalog/grants.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, pageOf } from '../page.ts';

export async function grantRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/grants',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listGrants',
        summary: 'List who may use which model',
        querystring: admin.GrantQuery,
        response: { 200: admin.GrantList },
      },
    },
    async ({ query }) => {
      const grants = await selectGrants(pool);
      return pageOf(
        grants.filter((grant) => (query.model_id ?? grant.model_id) === grant.model_id),
        byId,
        query,
      );
    },
  );

  app.post(
    '/api/grants',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createGrant',
        summary: 'Grant a model to everyone, a group, a user or an instance',
        body: admin.GrantCreate,
        response: { 201: admin.GrantView },
      },
    },
    async ({ body, requester }, reply) => reply.code(201).send(await createGrant(pool, requester.actor, body)),
  );

  app.delete(
    '/api/grants/:id',
    {
      config: { permission: 'policy:change' },
      schema: { operationId: 'deleteGrant', summary: 'Take a grant back', params: admin.IdParams, response: nothing },
    },
    async ({ params, requester }, reply) => {
      await deleteGrant(pool, requester.actor, params.id);
      return reply.code(204).send();
    },
  );
}
