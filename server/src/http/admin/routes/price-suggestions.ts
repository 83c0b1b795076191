import { admin } from '@tollgate/contract';
import { refreshCatalogue } from '../../../administration/price-catalogue/refresh.ts';
import { suggestPrices } from '../../../administration/price-catalogue/suggest-prices.ts';
import { currentCatalogue, viewOf } from '../../../catalog/price-catalogue/price-catalogue.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { TextBody } from '../text-bodies.ts';

const catalogueBytesMax = 16 * 1024 * 1024;

export async function priceSuggestionRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/prices/suggestions',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'suggestPrices',
        summary: 'Suggest prices for a model, from the price catalogue or from its provider’s own list',
        querystring: admin.PriceSuggestionQuery,
        response: { 200: admin.PriceSuggestions },
      },
    },
    async ({ query }) => ({ items: await suggestPrices(pool, query) }),
  );

  app.get(
    '/api/prices/catalogue',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readPriceCatalogue',
        summary: 'Which price catalogue suggestions come from, and of which day it is',
        response: { 200: admin.PriceCatalogueView },
      },
    },
    async () => viewOf(await currentCatalogue(pool)),
  );

  // Its numbers are prices: the text must come through as it is, never through JavaScript's numbers.
  await app.register(async (scope: AdminServer) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    scope.put(
      '/api/prices/catalogue',
      {
        bodyLimit: catalogueBytesMax,
        config: { permission: 'policy:change' },
        schema: {
          operationId: 'refreshPriceCatalogue',
          summary: 'Put a newer price catalogue in its place, or only show the difference; prices in force stay',
          querystring: admin.PriceCatalogueRefresh,
          body: TextBody,
          response: { 200: admin.PriceCatalogueDifference },
        },
      },
      async ({ query, body, requester }) => refreshCatalogue(pool, requester.actor, body, query),
    );
  });
}
