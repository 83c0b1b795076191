import { admin } from '@tollgate/contract';
import { uploadRates } from '../../../administration/exchange-rates/upload.ts';
import { selectRates } from '../../../cost/currencies/rates.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../page.ts';
import { csvType, parseTextBodies, TextBody } from '../text-bodies.ts';

/** The bank's whole history has 0.6 MB as CSV, 9 MB as XML. */
const uploadBytesMax = 32 * 1024 * 1024;
const rateTypes = [csvType, 'application/xml', 'text/xml', 'text/plain'];

export async function exchangeRateRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/exchange-rates',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'listExchangeRates',
        summary: 'List exchange rates, the latest day first',
        querystring: admin.ExchangeRateQuery,
        response: { 200: admin.ExchangeRateList },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const found = await selectRates(pool, filter, limit + 1, cursor === undefined ? null : placeOf(cursor));
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const next = found.length > limit && last ? encodeCursor(`${last.day} ${last.currency} ${last.base}`) : null;
      return { items, next_cursor: next };
    },
  );

  await app.register(async (scope: AdminServer) => {
    parseTextBodies(scope, rateTypes);
    scope.post(
      '/api/exchange-rates',
      {
        bodyLimit: uploadBytesMax,
        config: { permission: 'policy:change' },
        schema: {
          operationId: 'uploadExchangeRates',
          summary:
            'Add the rates of a file: columns day,currency,base,rate (CSV), or a file of the European Central Bank',
          consumes: rateTypes,
          querystring: admin.ExchangeRateUploadQuery,
          body: TextBody,
          response: { 200: admin.ExchangeRatesUploaded },
        },
      },
      async ({ body, query, requester }) =>
        uploadRates(pool, requester.actor, { text: body, isReplacing: query.replace === 'true' }),
    );
  });
}

function placeOf(cursor: string): { day: string; currency: string; base: string } {
  const [day = '', currency = '', base = ''] = decodeCursor(cursor).split(' ');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw invalidCursor();
  return { day, currency, base };
}
