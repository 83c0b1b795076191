import { admin } from '@tollgate/contract';
import { costsBy, costSummary } from '../../../cost/reports.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';

export async function costRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/costs/summary',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'readCostSummary',
        summary: 'Calls, tokens and costs of a time window; members see their own',
        querystring: admin.CostSummaryQuery,
        response: { 200: admin.CostSummary },
      },
    },
    async ({ query, requester }) => costSummary(pool, { ...query, userId: ownerOnly(requester) }),
  );

  app.get(
    '/api/costs/by/:key',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'listCostsBy',
        summary: 'The same by user, instance, model, session, provider or route',
        params: admin.CostByParams,
        querystring: admin.CostByQuery,
        response: { 200: admin.CostByList },
      },
    },
    async ({ params, query: { limit, cursor, ...window }, requester }) =>
      costsBy(pool, params.key, { ...window, userId: ownerOnly(requester) }, limit, cursor ?? null),
  );
}
