import { admin } from '@tollgate/contract';
import { readModel } from '../../../administration/models/read.ts';
import { createPrice } from '../../../administration/prices/create.ts';
import { notFound } from '../../../administration/refuse.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { pageOf } from '../page.ts';

export async function priceRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/models/:id/prices',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listPrices',
        summary: "List the versions of a model's prices",
        params: admin.IdParams,
        querystring: admin.PageQuery,
        response: { 200: admin.PriceList },
      },
    },
    async ({ params, query }) => {
      const model = await readModel(pool, params.id);
      if (!model) throw notFound('model');
      return pageOf(model.prices, ({ version }) => String(version).padStart(10, '0'), query);
    },
  );

  app.post(
    '/api/models/:id/prices',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createPrice',
        summary: 'Add a version of prices; earlier ones stay as they are',
        params: admin.IdParams,
        body: admin.PriceCreate,
        response: { 201: admin.PriceView },
      },
    },
    async ({ params, body, requester }, reply) =>
      reply.code(201).send(await createPrice(pool, requester.actor, params.id, body)),
  );
}
