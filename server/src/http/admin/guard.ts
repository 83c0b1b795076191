import type { FastifyInstance, RouteOptions } from 'fastify';
import { admin } from '@tollgate/contract';
import type { AdminDependencies } from './context.ts';
import { checkHost } from './hosts.ts';
import { isPermitted, permissions } from './permissions.ts';
import { ProblemError } from './problem.ts';
import { createIdentify, type Requester } from './requester.ts';

/** The one gate before all routes: the right host, a known requester, a role that may. In this order. */
export function guardRoutes(app: FastifyInstance, dependencies: AdminDependencies): void {
  const identify = createIdentify(dependencies);
  app.decorateRequest('requester', null as unknown as Requester);
  app.addHook('onRoute', requirePermission);
  app.addHook('onRequest', async (request) => {
    checkHost(request, dependencies);
    const { permission } = request.routeOptions.config;
    if (permission === undefined || permission === 'public') return;
    const requester = await identify(request);
    if (!isPermitted(requester.role, permission)) {
      throw new ProblemError(403, `The role ${requester.role} may not do this.`);
    }
    request.requester = requester;
  });
}

const problem = {
  description: 'Why it was not done.',
  content: { 'application/problem+json': { schema: admin.Problem } },
};

/** @throws Error at the start, when a route forgot to say who may */
function requirePermission(route: RouteOptions): void {
  const permission = route.config?.permission;
  if (permission === undefined || (permission !== 'public' && !(permission in permissions))) {
    throw new Error(`the route ${String(route.method)} ${route.url} names no permission`);
  }
  const schema = (route.schema ??= {});
  schema.response = { ...(schema.response as object | undefined), default: problem };
  schema.tags = [/^\/api\/([a-z-]+)/.exec(route.url)?.[1] ?? 'api'];
  schema.security = permission === 'public' ? [] : [{ token: [] }];
}
