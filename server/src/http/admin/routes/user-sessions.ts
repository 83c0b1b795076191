import { admin } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { endSessionsOf } from '../../../administration/sign-in/end-sessions.ts';
import { selectSessions } from '../../../identity/sign-in/sessions.queries.ts';
import { selectUser } from '../../../identity/users.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';

export async function userSessionRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/users/:id/sessions',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'listUserSessions',
        summary: 'Where a user is signed in at the console, newest first',
        params: admin.IdParams,
        response: { 200: admin.UserSessionList },
      },
    },
    async ({ params: { id } }) => {
      if (!(await selectUser(pool, id))) throw notFound('user');
      return { items: await selectSessions(pool, id) };
    },
  );

  app.delete(
    '/api/users/:id/sessions',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'endUserSessions',
        summary: 'End all sessions of a user: they have to sign in again',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params: { id }, requester }, reply) => {
      await endSessionsOf(pool, requester.actor, { userId: id, sessionId: null });
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/users/:id/sessions/:session_id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'endUserSession',
        summary: 'End one session of a user',
        params: admin.UserSessionParams,
        response: nothing,
      },
    },
    async ({ params: { id, session_id }, requester }, reply) => {
      await endSessionsOf(pool, requester.actor, { userId: id, sessionId: session_id });
      return reply.code(204).send();
    },
  );
}
