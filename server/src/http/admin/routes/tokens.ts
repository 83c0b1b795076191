import { admin } from '@tollgate/contract';
import { invalid, notFound } from '../../../administration/refuse.ts';
import { createToken } from '../../../administration/tokens/create.ts';
import { revokeToken } from '../../../administration/tokens/revoke.ts';
import { selectToken, selectTokens } from '../../../identity/tokens.queries.ts';
import { selectUser } from '../../../identity/users.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';
import { byId, pageOf } from '../page.ts';
import { tagged } from '../revision.ts';

export async function tokenRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/tokens',
    {
      config: { permission: 'tokens:read' },
      schema: {
        operationId: 'listTokens',
        summary: 'List personal tokens; members see their own',
        querystring: admin.TokenQuery,
        response: { 200: admin.TokenList },
      },
    },
    async ({ query, requester }) => {
      const users = [query.user_id, ownerOnly(requester)].filter((id) => id !== undefined);
      const tokens = await selectTokens(pool);
      return pageOf(
        tokens.filter((token) => users.every((id) => id === token.user_id)),
        byId,
        query,
      );
    },
  );

  app.post(
    '/api/tokens',
    {
      config: { permission: 'tokens:own' },
      schema: {
        operationId: 'createToken',
        summary: 'Create a personal token for oneself; its secret is in this answer and never again',
        body: admin.TokenCreate,
        response: { 201: admin.TokenCreated },
      },
    },
    async ({ body, requester }, reply) => {
      const userId = body.user_id ?? requester.userId;
      if (userId === null) throw invalid('user_id', 'the bootstrap token is no user: say for whom the token is');
      const user = await selectUser(pool, userId);
      if (!user) throw invalid('user_id', 'there is no such user');
      const wanted = { email: user.email, name: body.name, expiresAt: body.expires_at };
      const { token, secret } = await createToken(pool, requester.actor, wanted);
      return reply.code(201).send(tagged(reply, { ...token, revision: 1, secret }));
    },
  );

  app.get(
    '/api/tokens/:id',
    {
      config: { permission: 'tokens:read' },
      schema: {
        operationId: 'readToken',
        summary: 'Read a personal token, without its secret',
        params: admin.IdParams,
        response: { 200: admin.TokenView },
      },
    },
    async ({ params, requester }, reply) => {
      const token = await selectToken(pool, params.id);
      const owner = ownerOnly(requester);
      if (!token || (owner !== undefined && token.user_id !== owner)) throw notFound('token');
      return tagged(reply, token);
    },
  );

  app.post(
    '/api/tokens/:id/revoke',
    {
      config: { permission: 'tokens:own' },
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke a personal token, for good: users their own, administrators any',
        params: admin.IdParams,
        response: { 200: admin.TokenView },
      },
    },
    async ({ params, requester }, reply) => tagged(reply, await revokeToken(pool, requester.actor, params.id)),
  );
}
