import { admin } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { changeUser } from '../../../administration/users/change.ts';
import { createUser } from '../../../administration/users/create.ts';
import { selectUser, selectUserByEmail, selectUsers } from '../../../identity/users.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function userRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/users',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'listUsers',
        summary: 'List users',
        querystring: admin.UserQuery,
        response: { 200: admin.UserList },
      },
    },
    async ({ query }) => {
      const named = query.email === undefined ? undefined : await selectUserByEmail(pool, query.email);
      const users = query.email === undefined ? await selectUsers(pool) : named ? [named] : [];
      return pageOf(users, byId, query);
    },
  );

  app.post(
    '/api/users',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createUser',
        summary: 'Create a user',
        body: admin.UserCreate,
        response: { 201: admin.UserView },
      },
    },
    async (request, reply) => {
      const user = await createUser(pool, request.requester.actor, request.body);
      return reply.code(201).send(tagged(reply, user));
    },
  );

  app.get(
    '/api/users/:id',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'readUser',
        summary: 'Read a user',
        params: admin.IdParams,
        response: { 200: admin.UserView },
      },
    },
    async ({ params }, reply) => {
      const user = await selectUser(pool, params.id);
      if (!user) throw notFound('user');
      return tagged(reply, user);
    },
  );

  app.patch(
    '/api/users/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeUser',
        summary: 'Change or deactivate a user',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.UserChange,
        response: { 200: admin.UserView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeUser(pool, request.requester.actor, change));
    },
  );
}
