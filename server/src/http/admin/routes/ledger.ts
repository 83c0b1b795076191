import { Readable } from 'node:stream';
import { admin } from '@tollgate/contract';
import { ledgerCsv } from '../../../cost/ledger/ledger-csv.ts';
import { selectLedger } from '../../../cost/ledger/ledger.queries.ts';
import { readNames } from '../../../cost/reports/names.queries.ts';
import type { Queryable } from '../../../database/queryable.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { questionOf } from '../cost-question.ts';
import { ownerOnly } from '../own-only.ts';

async function named(database: Queryable, entries: readonly admin.LedgerEntry[]) {
  const namesOf = (key: 'user' | 'instance' | 'provider') =>
    readNames(
      database,
      key,
      entries.map((entry) => entry[`${key}_id`] ?? ''),
    );
  const [user, instance, provider] = await Promise.all([namesOf('user'), namesOf('instance'), namesOf('provider')]);
  return entries.map((entry) => ({
    ...entry,
    user: user(entry.user_id ?? ''),
    instance: instance(entry.instance_id ?? ''),
    provider: provider(entry.provider_id ?? ''),
  }));
}

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
      if (format === 'json') {
        const page = await selectLedger(pool, asked, limit, cursor);
        return { ...page, items: await named(pool, page.items) };
      }
      reply.header('content-disposition', 'attachment; filename="tollgate-ledger.csv"');
      reply.type('text/csv; charset=utf-8');
      return reply.send(Readable.from(ledgerCsv(exportPool, asked), { objectMode: false }) as never);
    },
  );
}
