import { admin } from '@tollgate/contract';
import { createAssignment } from '../../../administration/cost-centres/create.ts';
import { deleteAssignment } from '../../../administration/cost-centres/delete.ts';
import { notFound } from '../../../administration/refuse.ts';
import { allCostCentrePeriods, type CostCentreFacts, costCentrePeriods } from '../../../cost/cost-centres.ts';
import { type AssignmentRow, selectAssignments, selectCostCentreFacts } from '../../../cost/cost-centres.queries.ts';
import { selectUser } from '../../../identity/users.queries.ts';
import { calendarDay } from '../../../platform/calendar-day.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { ownerOnly } from '../own-only.ts';
import { byId, pageOf } from '../page.ts';

export async function costCentreRoutes(app: AdminServer, { pool, reportTimeZone }: AdminDependencies): Promise<void> {
  const today = (): string => calendarDay(new Date(), reportTimeZone);

  app.get(
    '/api/cost-centres',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'listCostCentres',
        summary: 'List the cost centres that anything was ever assigned to',
        querystring: admin.PageQuery,
        response: { 200: admin.CostCentreList },
      },
    },
    async ({ query }) => pageOf(centresIn(await selectCostCentreFacts(pool), today()), ({ name }) => name, query),
  );

  app.get(
    '/api/users/:id/cost-centres',
    {
      config: { permission: 'access:read' },
      schema: {
        operationId: 'listCostCentresOfUser',
        summary: 'For which cost centres a user’s calls were on which days, and why; members see their own',
        params: admin.IdParams,
        response: { 200: admin.CostCentrePeriodList },
      },
    },
    async ({ params: { id }, requester }) => {
      if ((ownerOnly(requester) ?? id) !== id || !(await selectUser(pool, id))) throw notFound('user');
      return { items: costCentrePeriods(id, await selectCostCentreFacts(pool)) };
    },
  );

  app.get(
    '/api/cost-centre-assignments',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'listCostCentreAssignments',
        summary: 'List which users and groups are assigned to which cost centre from when on',
        querystring: admin.CostCentreAssignmentQuery,
        response: { 200: admin.CostCentreAssignmentList },
      },
    },
    async ({ query }) => {
      const wanted = (await selectAssignments(pool)).filter(
        (one) =>
          (query.subject_id ?? one.subject_id) === one.subject_id &&
          (query.cost_centre ?? one.cost_centre) === one.cost_centre,
      );
      const { items, next_cursor } = pageOf(wanted, byId, query);
      return { items: items.map(shown), next_cursor };
    },
  );

  app.post(
    '/api/cost-centre-assignments',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createCostCentreAssignment',
        summary: 'Assign a user or a group to a cost centre from a day on',
        body: admin.CostCentreAssignmentCreate,
        response: { 201: admin.CostCentreAssignment },
      },
    },
    async ({ body, requester }, reply) =>
      reply.code(201).send(shown(await createAssignment(pool, requester.actor, body, today()))),
  );

  app.delete(
    '/api/cost-centre-assignments/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteCostCentreAssignment',
        summary: 'Take an assignment back; the one before it counts on',
        params: admin.IdParams,
        querystring: admin.CostCentreAssignmentDelete,
        response: nothing,
      },
    },
    async ({ params: { id }, query: { reason = null }, requester }, reply) => {
      await deleteAssignment(pool, requester.actor, { id, reason }, today());
      return reply.code(204).send();
    },
  );
}

function shown({ subject_kind: kind, subject_id, subject_name: name, ...row }: AssignmentRow) {
  return { ...row, subject: { kind, id: subject_id, name } };
}

/** By name. */
function centresIn(facts: CostCentreFacts, today: string) {
  const users = new Map<string, number>();
  for (const periods of allCostCentrePeriods(facts).values()) {
    const now = periods.find(({ from, until }) => from <= today && (until === null || until > today));
    if (now) users.set(now.cost_centre, (users.get(now.cost_centre) ?? 0) + 1);
  }
  const days = Map.groupBy(facts.assignments, ({ cost_centre }) => cost_centre ?? '');
  return Array.from(days, ([name, assignments]) => ({
    name,
    users: users.get(name) ?? 0,
    first_day: assignments.reduce((first, { valid_from }) => (valid_from < first ? valid_from : first), '9999-12-31'),
  }))
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
