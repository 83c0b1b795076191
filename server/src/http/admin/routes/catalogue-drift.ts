import { admin } from '@tollgate/contract';
import { assertAdministrator } from '../../../administration/assert-administrator.ts';
import { checkDrift } from '../../../administration/drift/check-drift.ts';
import { selectDrift } from '../../../catalog/drift.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

/** Two checks by hand are so far apart, in seconds, or providers would be asked over and over. */
const byHandEveryS = 10;

export async function catalogueDriftRoutes(
  app: AdminServer,
  { pool, providerAccess }: AdminDependencies,
): Promise<void> {
  app.get(
    '/api/catalogue-drift',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readCatalogueDrift',
        summary: 'Which active models their providers no longer list, or sell at another price',
        response: { 200: admin.CatalogueDrift },
      },
    },
    async () => selectDrift(pool),
  );

  app.post(
    '/api/catalogue-drift/check',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'checkCatalogueDrift',
        summary: 'Compare the catalogue with its providers now, unless that was done within ten seconds',
        response: { 200: admin.CatalogueDrift },
      },
    },
    async ({ requester }) => {
      assertAdministrator(requester.actor);
      await checkDrift(pool, providerAccess, byHandEveryS);
      return selectDrift(pool);
    },
  );
}
