import { Readable } from 'node:stream';
import { admin } from '@tollgate/contract';
import { ledgerCsv } from '../../../cost/ledger/ledger-csv.ts';
import { selectLedger } from '../../../cost/ledger/ledger.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { questionOf } from '../cost-question.ts';
import { ownerOnly } from '../own-only.ts';

export async function ledgerRoutes(app: AdminServer, { pool, exportPool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/costs/ledger',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'listLedger',
        summary: 'Entries of the ledger, those of the latest calls first, as JSON or CSV; members see their own',
        querystring: admin.LedgerQuery,
        response: {
          200: {
            description: 'Entries of the ledger.',
            content: { 'application/json': { schema: admin.LedgerList }, 'text/csv': { schema: admin.LedgerCsv } },
          },
        },
      },
    },
    async ({ query, requester }, reply) => {
      const { limit, cursor = null, format, kind, currency, entry, request_id, from, to, ...filter } = query;
      const { filter: ids } = await questionOf(pool, filter, ownerOnly(requester));
      const { user, instance, model, provider, route, session } = ids;
      const asked = { user, instance, model, provider, route, session, request_id, kind, currency, entry, from, to };
      if (format === 'json') return selectLedger(pool, asked, limit, cursor);
      reply.header('content-disposition', 'attachment; filename="tollgate-ledger.csv"');
      reply.type('text/csv; charset=utf-8');
      return reply.send(Readable.from(ledgerCsv(exportPool, asked), { objectMode: false }) as never);
    },
  );
}
