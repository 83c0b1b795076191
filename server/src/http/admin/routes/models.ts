import { admin } from '@tollgate/contract';
import { activateModels } from '../../../administration/models/activate.ts';
import { changeModel } from '../../../administration/models/change.ts';
import { createModel } from '../../../administration/models/create.ts';
import { createModels } from '../../../administration/models/create-batch.ts';
import { deleteModel } from '../../../administration/models/delete.ts';
import { readModel, readModels } from '../../../administration/models/read.ts';
import { reorderModels } from '../../../administration/models/reorder.ts';
import { notFound } from '../../../administration/refuse.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byPosition, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function modelRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, credentialLimits: limits, secureHostAllowed } = dependencies;
  const checks = { limits, secureHostAllowed };

  app.get(
    '/api/models',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listModels',
        summary: 'List models, by position',
        querystring: admin.ModelQuery,
        response: { 200: admin.ModelList },
      },
    },
    async ({ query }) => {
      const models = await readModels(pool);
      const wanted = models.filter((model) => (query.provider_id ?? model.provider_id) === model.provider_id);
      return pageOf(wanted, byPosition, query);
    },
  );

  app.post(
    '/api/models',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createModel',
        summary: 'Create a model; it comes last',
        body: admin.ModelCreate,
        response: { 201: admin.ModelView },
      },
    },
    async (request, reply) => {
      const model = await createModel(pool, request.requester.actor, request.body, checks);
      return reply.code(201).send(tagged(reply, model));
    },
  );

  app.post(
    '/api/models/batch',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createModels',
        summary: 'Create several models of a provider, inactive, with suggested prices and grants: all or nothing',
        body: admin.ModelBatchCreate,
        response: { 201: admin.ModelBatch },
      },
    },
    async ({ body, requester }, reply) => {
      const items = await createModels(pool, requester.actor, body, checks);
      const unpriced = items.filter(({ prices }) => prices.length === 0).map(({ display_name: name }) => name);
      return reply.code(201).send({ items, unpriced });
    },
  );

  app.post(
    '/api/models/activate',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'activateModels',
        summary: 'Activate several models, or take them out of use: all or nothing',
        body: admin.ModelActivation,
        response: { 200: admin.ModelList },
      },
    },
    async ({ body, requester }) => ({
      items: await activateModels(pool, requester.actor, body),
      next_cursor: null,
    }),
  );

  app.post(
    '/api/models/reorder',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'reorderModels',
        summary: 'Put all models into another order',
        body: admin.ModelReorder,
        response: { 200: admin.ModelList },
      },
    },
    async ({ body, requester }) => {
      await reorderModels(pool, requester.actor, body.ids);
      return { items: await readModels(pool), next_cursor: null };
    },
  );

  app.get(
    '/api/models/:id',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readModel',
        summary: 'Read a model with all versions of its prices',
        params: admin.IdParams,
        response: { 200: admin.ModelView },
      },
    },
    async ({ params }, reply) => {
      const model = await readModel(pool, params.id);
      if (!model) throw notFound('model');
      return tagged(reply, model);
    },
  );

  app.patch(
    '/api/models/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeModel',
        summary: 'Change, activate or deactivate a model',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.ModelChange,
        response: { 200: admin.ModelView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeModel(pool, request.requester.actor, change, checks));
    },
  );

  app.delete(
    '/api/models/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteModel',
        summary: 'Delete a model with its grants and prices',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteModel(pool, request.requester.actor, which);
      return reply.code(204).send();
    },
  );
}
