import { admin } from '@tollgate/contract';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { readOverview } from '../overview/overview.ts';
import { windowOf } from '../overview/window.ts';
import { ownerOnly } from '../own-only.ts';

export async function overviewRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  app.get(
    '/api/overview',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readOverview',
        summary:
          'The figures of a time window, how record and providers are, and what needs attention; members see their own',
        querystring: admin.OverviewQuery,
        response: { 200: admin.Overview },
      },
    },
    async ({ query, requester }) => {
      const scope = { ...windowOf(query, Date.now()), onlyUserId: ownerOnly(requester) };
      return readOverview(dependencies, scope, query.time_zone);
    },
  );
}
