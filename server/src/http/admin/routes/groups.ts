import { admin } from '@tollgate/contract';
import { changeGroup } from '../../../administration/groups/change.ts';
import { createGroup } from '../../../administration/groups/create.ts';
import { deleteGroup } from '../../../administration/groups/delete.ts';
import { notFound } from '../../../administration/refuse.ts';
import { selectGroup, selectGroups } from '../../../catalog/groups.queries.ts';
import { naturalName } from '../../../catalog/natural-name.ts';
import { calendarDay } from '../../../platform/calendar-day.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function groupRoutes(app: AdminServer, { pool, reportTimeZone }: AdminDependencies): Promise<void> {
  const today = (): string => calendarDay(new Date(), reportTimeZone);

  app.get(
    '/api/groups',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'listGroups',
        summary: 'List groups with their members',
        querystring: admin.GroupQuery,
        response: { 200: admin.GroupList },
      },
    },
    async ({ query }) => {
      const { name, member_id } = query;
      const wanted = (await selectGroups(pool)).filter(
        (group) =>
          (name === undefined || naturalName(group.name) === naturalName(name)) &&
          (member_id === undefined || group.member_ids.includes(member_id)),
      );
      return pageOf(wanted, byId, query);
    },
  );

  app.post(
    '/api/groups',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createGroup',
        summary: 'Create a group',
        body: admin.GroupCreate,
        response: { 201: admin.GroupView },
      },
    },
    async (request, reply) => {
      const group = await createGroup(pool, request.requester.actor, request.body, today());
      return reply.code(201).send(tagged(reply, group));
    },
  );

  app.get(
    '/api/groups/:id',
    {
      config: { permission: 'users:read' },
      schema: {
        operationId: 'readGroup',
        summary: 'Read a group',
        params: admin.IdParams,
        response: { 200: admin.GroupView },
      },
    },
    async ({ params }, reply) => {
      const group = await selectGroup(pool, params.id);
      if (!group) throw notFound('group');
      return tagged(reply, group);
    },
  );

  app.patch(
    '/api/groups/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeGroup',
        summary: 'Rename a group, add and remove members',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.GroupChange,
        response: { 200: admin.GroupView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeGroup(pool, request.requester.actor, change, today()));
    },
  );

  app.delete(
    '/api/groups/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteGroup',
        summary: 'Delete a group that nothing names any more',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteGroup(pool, request.requester.actor, which, today());
      return reply.code(204).send();
    },
  );
}
