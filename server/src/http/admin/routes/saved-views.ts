import { admin } from '@tollgate/contract';
import { deleteView } from '../../../administration/saved-views/delete.ts';
import { saveView } from '../../../administration/saved-views/save.ts';
import { selectSavedViews } from '../../../administration/saved-views/saved-views.queries.ts';
import { selectUser } from '../../../identity/users.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';

export async function savedViewRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/saved-views',
    {
      config: { permission: 'views:own' },
      schema: {
        operationId: 'listSavedViews',
        summary: 'Lists of calls kept by a name: own ones, and those that everybody sees',
        response: { 200: admin.SavedViewList },
      },
    },
    async ({ requester }) => {
      const rows = await selectSavedViews(pool, requester.userId);
      return { items: rows.map(({ user_id, ...view }) => ({ ...view, is_own: user_id === requester.userId })) };
    },
  );

  app.post(
    '/api/saved-views',
    {
      config: { permission: 'views:own' },
      schema: {
        operationId: 'saveView',
        summary: 'Keep a list of calls by a name; administrators for everybody, too',
        body: admin.SavedViewCreate,
        response: { 201: admin.SavedView },
      },
    },
    async ({ body, requester }, reply) => {
      const { user_id, ...view } = await saveView(pool, requester.actor, body);
      const user = await selectUser(pool, user_id);
      return reply.code(201).send({ ...view, is_own: true, owner: user?.name || user?.email || '' });
    },
  );

  app.delete(
    '/api/saved-views/:id',
    {
      config: { permission: 'views:own' },
      schema: {
        operationId: 'deleteView',
        summary: 'Forget a view: users their own, administrators those that everybody sees',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params, requester }, reply) => {
      await deleteView(pool, requester.actor, params.id);
      return reply.code(204).send();
    },
  );
}
