import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { AdminDependencies, AdminServer } from './context.ts';
import { answerErrors } from './errors.ts';
import { guardRoutes } from './guard.ts';
import { describeApi } from './openapi.ts';
import { parseJsonBodies } from './json-bodies.ts';
import { adminRoutes } from './routes/index.ts';

const bodyBytesMax = 4 * 1024 * 1024;

/**
 * The admin API, ready to listen on its own or to be handed requests of a shared listener by `adminHandler`. It serves
 * everything below `/api/` and nothing else.
 */
export function createAdminServer(dependencies: AdminDependencies): FastifyInstance {
  const app = Fastify({
    loggerInstance: dependencies.log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: bodyBytesMax,
    trustProxy: dependencies.trustedProxies.length > 0 ? [...dependencies.trustedProxies] : false,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app as unknown as FastifyInstance);
  parseJsonBodies(app as unknown as FastifyInstance);
  guardRoutes(app as unknown as FastifyInstance, dependencies);
  app.addHook('onSend', async (_request, reply) => {
    // Answers hold names, costs and addresses: no cache and no other page has any business with them.
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  void app.register(async (scope) => {
    await describeApi(scope as unknown as FastifyInstance, dependencies.version);
    for (const routes of adminRoutes) await routes(scope as unknown as AdminServer, dependencies);
  });
  return app as unknown as FastifyInstance;
}
