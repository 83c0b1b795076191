import { admin } from '@tollgate/contract';
import { readModel, readModels } from '../../../administration/models/read.ts';
import { createPrice } from '../../../administration/prices/create.ts';
import { previewPrices, withExample } from '../../../administration/prices/preview.ts';
import { notFound } from '../../../administration/refuse.ts';
import { versionInForce } from '../../../cost/version-in-force.ts';
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
        response: { 201: admin.PriceCreated },
      },
    },
    async ({ params, body, requester }, reply) =>
      reply.code(201).send(withExample(await createPrice(pool, requester.actor, params.id, body))),
  );

  app.get(
    '/api/prices',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listAllPrices',
        summary: 'List the prices of all models, all versions or those in force at a time',
        querystring: admin.AllPricesQuery,
        response: { 200: admin.ModelPriceList },
      },
    },
    async ({ query }) => {
      const models = (await readModels(pool)).filter(({ id }) => (query.model_id ?? id) === id);
      const prices = models.flatMap(({ id, display_name, prices: versions }) => {
        const inForce =
          query.at === undefined ? versions : [versionInForce(versions, query.at)].filter((one) => one !== null);
        return inForce.map((price) => ({ ...price, model_id: id, model: display_name }));
      });
      const wanted = prices.filter(({ currency }) => (query.currency ?? currency) === currency);
      return pageOf(wanted.toSorted(byModel), keyOf, query);
    },
  );

  app.post(
    '/api/prices/preview',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'previewPrices',
        summary: 'What a usage would cost by prices that are not saved, class by class',
        body: admin.PricePreviewRequest,
        response: { 200: admin.PricePreview },
      },
    },
    ({ body }) => Promise.resolve(previewPrices(body)),
  );
}

type OfModel = Pick<admin.ModelPrice, 'model_id' | 'version'>;

function keyOf({ model_id, version }: OfModel): string {
  return `${model_id} ${String(version).padStart(10, '0')}`;
}

function byModel(a: OfModel, b: OfModel): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
