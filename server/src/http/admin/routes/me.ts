import { admin } from '@tollgate/contract';
import { selectUser } from '../../../identity/users.queries.ts';
import { hasSecondFactor } from '../../../identity/sign-in/sign-in.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { permissionsOf } from '../permissions.ts';

export async function meRoutes(app: AdminServer, { pool, version, reportTimeZone }: AdminDependencies): Promise<void> {
  app.get(
    '/api/me',
    {
      config: { permission: 'self:read' },
      schema: {
        operationId: 'readMe',
        summary: 'Who asks, by token or session, and what that allows',
        response: { 200: admin.Me },
      },
    },
    async ({ requester: { actor, role, userId, mustChangePassword = false } }) => ({
      kind: actor.kind,
      role,
      user: (userId === null ? undefined : await selectUser(pool, userId)) ?? null,
      permissions: permissionsOf(role),
      must_change_password: mustChangePassword,
      one_time_codes: userId !== null && (await hasSecondFactor(pool, userId)),
      report_time_zone: reportTimeZone,
      version,
    }),
  );
}
