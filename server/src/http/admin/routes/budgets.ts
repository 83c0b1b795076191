import { admin, money } from '@tollgate/contract';
import { changeBudget } from '../../../administration/budgets/change.ts';
import { createBudget } from '../../../administration/budgets/create.ts';
import { deleteBudget } from '../../../administration/budgets/delete.ts';
import { notFound } from '../../../administration/refuse.ts';
import { selectNamedBudgets } from '../../../catalog/budgets.queries.ts';
import {
  selectBudgetAlerts,
  selectBudgetHistory,
  selectBudgetUsage,
  type CounterUsage,
} from '../../../cost/budget-usage.queries.ts';
import { createPeriods } from '../../../journey/limits/periods.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, decodeCursor, encodeCursor, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function budgetRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool } = dependencies;
  const periods = createPeriods(dependencies.reportTimeZone);
  const read = async (id: string) => {
    const [budget] = await selectNamedBudgets(pool, id);
    if (!budget) throw notFound('budget');
    return budget;
  };

  app.get(
    '/api/budgets',
    {
      config: { permission: 'budgets:read' },
      schema: {
        operationId: 'listBudgets',
        summary: 'List budgets and limits',
        querystring: admin.BudgetQuery,
        response: { 200: admin.BudgetList },
      },
    },
    async ({ query }) => {
      const budgets = (await selectNamedBudgets(pool, null)).filter(
        ({ scope }) =>
          (query.scope === undefined || scope.kind === query.scope) &&
          (query.id === undefined || scope.id === query.id),
      );
      return pageOf(budgets, byId, query);
    },
  );

  app.post(
    '/api/budgets',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createBudget',
        summary: 'Create a budget or a limit',
        body: admin.BudgetCreate,
        response: { 201: admin.BudgetView },
      },
    },
    async (request, reply) => {
      const { id } = await createBudget(pool, request.requester.actor, request.body, dependencies);
      return reply.code(201).send(tagged(reply, await read(id)));
    },
  );

  app.get(
    '/api/budgets/:id',
    {
      config: { permission: 'budgets:read' },
      schema: {
        operationId: 'readBudget',
        summary: 'Read a budget',
        params: admin.IdParams,
        response: { 200: admin.BudgetView },
      },
    },
    async ({ params }, reply) => tagged(reply, await read(params.id)),
  );

  app.patch(
    '/api/budgets/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeBudget',
        summary: 'Change, activate or deactivate a budget; what was used stays used',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.BudgetChange,
        response: { 200: admin.BudgetView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      await changeBudget(pool, request.requester.actor, change, dependencies);
      return tagged(reply, await read(change.id));
    },
  );

  app.delete(
    '/api/budgets/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteBudget',
        summary: 'Delete a budget',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await deleteBudget(pool, request.requester.actor, { id, revision: expectedRevision(request) });
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/budgets/:id/usage',
    {
      config: { permission: 'budgets:read' },
      schema: {
        operationId: 'readBudgetUsage',
        summary: 'What was used of a budget in the period that runs, in past ones, and the alerts about it',
        params: admin.IdParams,
        querystring: admin.BudgetUsageQuery,
        response: { 200: admin.BudgetUsage },
      },
    },
    async ({ params, query }) => {
      const budget = await read(params.id);
      const period = periods(budget.period, Date.now());
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
      const counters = await selectBudgetUsage(pool, budget.id, period.from, { after, limit: query.limit + 1 });
      const page = counters.slice(0, query.limit);
      const last = page.at(-1);
      return {
        budget,
        period_from: period.from,
        resets_at: new Date(period.toMs).toISOString(),
        items: page.map((counter) => ({ ...counter, left: leftOf(budget.limit, counter) })),
        next_cursor: last && counters.length > page.length ? encodeCursor(last.subject) : null,
        history: await selectBudgetHistory(pool, budget.id, period.from, query.periods),
        alerts: await selectBudgetAlerts(pool, budget.id),
      };
    },
  );
}

function leftOf(limit: string, { spent, reserved }: CounterUsage): string {
  const used = money.add(money.decimal(spent), money.decimal(reserved));
  const left = money.add(money.decimal(limit), { ...used, units: -used.units });
  return left.units < 0n ? '0' : money.toText(left);
}
