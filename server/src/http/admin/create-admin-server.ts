import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AdminDependencies } from './context.ts';
import { answerErrors, sendProblem } from './errors.ts';
import { guardRoutes } from './guard.ts';
import { describeApi } from './openapi.ts';
import { parseJsonBodies } from './json-bodies.ts';
import { problemOf } from './problem.ts';
import { adminRoutes } from './routes/index.ts';

const bodyBytesMax = 4 * 1024 * 1024;

/**
 * The admin API, ready to listen on its own or to be handed requests of a shared listener by `adminHandler`. It serves
 * everything below `/api/` and nothing else.
 */
export function createAdminServer(dependencies: AdminDependencies): FastifyInstance {
  const logger: FastifyBaseLogger = dependencies.log;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: bodyBytesMax,
    trustProxy: dependencies.trustedProxies.length > 0 ? [...dependencies.trustedProxies] : false,
    routerOptions: { maxParamLength: 1000 },
    // Addresses that reach no route, such as those with broken escapes, get problem documents too.
    frameworkErrors: (error, _request, reply) =>
      void sendProblem(reply, problemOf(error.statusCode ?? 400, error.message)),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  parseJsonBodies(app);
  guardRoutes(app, dependencies);
  app.addHook('onSend', async (_request, reply) => {
    // Answers hold names, costs and addresses: no cache and no other page has any business with them.
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  void app.register(async (scope) => {
    await describeApi(scope, dependencies.version);
    for (const routes of adminRoutes) await routes(scope.withTypeProvider<ZodTypeProvider>(), dependencies);
  });
  return app;
}
