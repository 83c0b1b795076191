import { admin } from '@tollgate/contract';
import { changeProvider } from '../../../administration/providers/change.ts';
import { createProvider } from '../../../administration/providers/create.ts';
import { deleteProvider } from '../../../administration/providers/delete.ts';
import { notFound } from '../../../administration/refuse.ts';
import { selectProvider, selectProviders } from '../../../catalog/providers.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function providerRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, credentialLimits: limits, secureHostAllowed, providerAccess } = dependencies;
  const { vault } = providerAccess;

  app.get(
    '/api/providers',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listProviders',
        summary: 'List providers',
        querystring: admin.PageQuery,
        response: { 200: admin.ProviderList },
      },
    },
    async ({ query }) => pageOf(await selectProviders(pool), byId, query),
  );

  app.post(
    '/api/providers',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createProvider',
        summary: 'Create a provider',
        body: admin.ProviderCreate,
        response: { 201: admin.ProviderView },
      },
    },
    async (request, reply) => {
      const provider = await createProvider(pool, request.requester.actor, request.body, { limits, vault });
      return reply.code(201).send(tagged(reply, provider));
    },
  );

  app.get(
    '/api/providers/:id',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readProvider',
        summary: 'Read a provider',
        params: admin.IdParams,
        response: { 200: admin.ProviderView },
      },
    },
    async ({ params }, reply) => {
      const provider = await selectProvider(pool, params.id);
      if (!provider) throw notFound('provider');
      return tagged(reply, provider);
    },
  );

  app.patch(
    '/api/providers/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeProvider',
        summary: 'Change a provider; another origin needs the credential anew',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.ProviderChange,
        response: { 200: admin.ProviderView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeProvider(pool, request.requester.actor, change, { limits, secureHostAllowed }));
    },
  );

  app.delete(
    '/api/providers/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteProvider',
        summary: 'Delete a provider that no model uses',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteProvider(pool, request.requester.actor, which);
      return reply.code(204).send();
    },
  );
}
