import { admin, type Model, type PolicyDocument, type User } from '@tollgate/contract';
import { invalid, notFound } from '../../../administration/refuse.ts';
import { type AccessSubject, accessTo, instancesGranted } from '../../../catalog/effective-access.ts';
import { groupsByMember } from '../../../catalog/groups-by-member.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../../catalog/policy-versions.queries.ts';
import { versionInForce } from '../../../cost/version-in-force.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';
import { byPosition, pageOf } from '../page.ts';
import type { Requester } from '../requester.ts';

export async function accessRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  const policyOf = async (asked: number | undefined): Promise<PolicyDocument> => {
    const policy = await selectPolicyDocument(pool, asked ?? (await selectHeadVersion(pool)));
    if (!policy) throw invalid('policy_version', 'there is no such version');
    return policy;
  };

  app.get(
    '/api/users/:id/access',
    {
      config: { permission: 'access:read' },
      schema: {
        operationId: 'readUserAccess',
        summary:
          'Which models a user may use, and by which grants; members see their own, of models that are granted to them',
        params: admin.IdParams,
        querystring: admin.EffectiveAccessQuery,
        response: { 200: admin.UserAccessList },
      },
    },
    async ({ params, query, requester }) => {
      const policy = await policyOf(query.policy_version);
      const user = policy.users.find(({ id }) => id === params.id);
      if (!user || (ownerOnly(requester) ?? user.id) !== user.id) throw notFound('user');
      const own = policy.instances.filter((instance) => instance.owner_id === user.id);
      const subjects = [null, ...own].map((instance) => ({ user, instance }));
      const { items, next_cursor } = pageOf(modelsShown(policy, subjects, requester), byPosition, query);
      return {
        policy_version: policy.version,
        groups: groupsOf(user, policy),
        items: items.map((model) => ({
          model: shown(model),
          ...accessTo(model, { user, instance: null }, policy),
          instances: instancesGranted(model, user, policy),
        })),
        next_cursor,
      };
    },
  );

  app.get(
    '/api/instances/:id/access',
    {
      config: { permission: 'access:read' },
      schema: {
        operationId: 'readInstanceAccess',
        summary:
          'Which models an instance may use, and by which grants; members see their own, of models that are granted to them',
        params: admin.IdParams,
        querystring: admin.EffectiveAccessQuery,
        response: { 200: admin.InstanceAccessList },
      },
    },
    async ({ params, query, requester }) => {
      const policy = await policyOf(query.policy_version);
      const instance = policy.instances.find(({ id }) => id === params.id);
      const user = policy.users.find(({ id }) => id === instance?.owner_id);
      if (!instance || !user || (ownerOnly(requester) ?? user.id) !== user.id) throw notFound('instance');
      const subject = { user, instance };
      const { items, next_cursor } = pageOf(modelsShown(policy, [subject], requester), byPosition, query);
      return {
        policy_version: policy.version,
        groups: groupsOf(user, policy),
        items: items.map((model) => ({ model: shown(model), ...accessTo(model, subject, policy) })),
        next_cursor,
      };
    },
  );

  app.get(
    '/api/models/:id/access',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readModelAccess',
        summary: 'Who may use a model, and by which grants',
        params: admin.IdParams,
        querystring: admin.ModelAccessQuery,
        response: { 200: admin.ModelAccessList },
      },
    },
    async ({ params, query }) => {
      const policy = await policyOf(query.policy_version);
      const model = policy.models.find(({ id }) => id === params.id);
      if (!model) throw notFound('model');
      const access = policy.users
        .filter(({ id }) => (query.user_id ?? id) === id)
        .map((user) => ({
          user: { id: user.id, email: user.email, name: user.name },
          ...accessTo(model, { user, instance: null }, policy),
          instances: instancesGranted(model, user, policy),
        }))
        .filter(({ may_use, instances }) => may_use || instances.length > 0 || query.user_id !== undefined);
      return { policy_version: policy.version, ...pageOf(access, ({ user }) => user.id, query) };
    },
  );
}

/** Members are told of models that are granted to them: names and prices of the others are the company's alone. */
function modelsShown(policy: PolicyDocument, subjects: readonly AccessSubject[], requester: Requester): Model[] {
  if (ownerOnly(requester) === undefined) return policy.models;
  return policy.models.filter((model) => subjects.some((subject) => accessTo(model, subject, policy).by.length > 0));
}

function shown({ id, display_name, is_secure, is_active, capabilities, prices }: Model) {
  const price = versionInForce(prices, new Date().toISOString());
  return { id, name: display_name, is_secure, is_active, capabilities, price };
}

function groupsOf({ id }: User, { groups }: PolicyDocument) {
  return [...(groupsByMember(groups).get(id) ?? [])];
}
