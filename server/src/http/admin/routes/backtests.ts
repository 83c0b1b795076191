import { admin } from '@tollgate/contract';
import type { BacktestRow } from '../../../administration/backtests/backtests.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { decodeCursor, encodeCursor } from '../page.ts';

export async function backtestRoutes(app: AdminServer, { backtests }: AdminDependencies): Promise<void> {
  app.post(
    '/api/rules/backtest',
    {
      config: { permission: 'rules:backtest' },
      schema: {
        operationId: 'startBacktest',
        summary: 'Run changed rules over the recorded requests of a window of time; who does is logged',
        body: admin.BacktestRequest,
        response: { 202: admin.Backtest },
      },
    },
    async ({ body, requester }, reply) => reply.code(202).send(shown(await backtests.start(requester.actor, body))),
  );

  app.get(
    '/api/rules/backtests',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'listBacktests',
        summary: 'Backtests, newest first, without their results',
        querystring: admin.BacktestQuery,
        response: { 200: admin.BacktestList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const rows = await backtests.list({ before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(shown), next_cursor: isMore ? encodeCursor(last.id) : null };
    },
  );

  app.get(
    '/api/rules/backtests/:id',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'readBacktest',
        summary: 'How far a backtest is, and what it found so far',
        params: admin.IdParams,
        response: { 200: admin.Backtest },
      },
    },
    async ({ params: { id } }) => shown(await backtests.read(id)),
  );

  app.delete(
    '/api/rules/backtests/:id',
    {
      config: { permission: 'rules:backtest' },
      schema: {
        operationId: 'cancelBacktest',
        summary: 'Cancel a backtest that runs; what it found so far stays',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params: { id }, requester }, reply) => {
      await backtests.cancel(requester.actor, id);
      return reply.code(204).send();
    },
  );
}

function shown({ actor, ...row }: BacktestRow): admin.Backtest {
  return { ...row, actor: actorShown(actor) };
}
