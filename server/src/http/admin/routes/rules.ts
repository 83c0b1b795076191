import { admin } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { changeRule, changeRules } from '../../../administration/rules/change.ts';
import { ruleChecks } from '../../../administration/rules/checks.ts';
import { createRule } from '../../../administration/rules/create.ts';
import { deleteRule } from '../../../administration/rules/delete.ts';
import { type GovernedRule, readRule, readRules } from '../../../administration/rules/read.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { pageOf } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function ruleRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/rules',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'listRules',
        summary: 'List the rules as they are in force: built-in ones, then those of the company',
        querystring: admin.RuleQuery,
        response: { 200: admin.RuleList },
      },
    },
    async ({ query: { category, action, origin, ...page } }) => {
      const rules = (await readRules(pool)).filter(
        (rule) =>
          (category?.includes(rule.category) ?? true) &&
          (action?.includes(rule.action) ?? true) &&
          (origin ?? rule.origin) === rule.origin,
      );
      return pageOf(rules, byOrigin, page);
    },
  );

  app.post(
    '/api/rules',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createRule',
        summary: "Create a rule of the company's own, if it compiles and its examples hold",
        body: admin.RuleCreate,
        response: { 201: admin.RuleView },
      },
    },
    async (request, reply) => {
      const rule = await createRule(pool, request.requester.actor, request.body);
      return reply.code(201).send(tagged(reply, rule));
    },
  );

  app.get(
    '/api/rule-checks',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'readRuleChecks',
        summary: 'The detectors and validators that a rule may name',
        response: { 200: admin.RuleChecks },
      },
    },
    async () => ruleChecks(),
  );

  app.post(
    '/api/rules/batch',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeRules',
        summary: 'Change several rules at once: all of them or none, as one policy version',
        body: admin.RulesChange,
        response: { 200: admin.RulesChanged },
      },
    },
    async ({ body, requester }) => {
      const changes = body.changes.map(({ revision = null, ...change }) => ({ ...change, revision }));
      return { items: await changeRules(pool, requester.actor, changes) };
    },
  );

  app.get(
    '/api/rules/:id',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'readRule',
        summary: 'Read a rule as it is in force',
        params: admin.IdParams,
        response: { 200: admin.RuleView },
      },
    },
    async ({ params }, reply) => {
      const rule = await readRule(pool, params.id);
      if (!rule) throw notFound('rule');
      return tagged(reply, rule);
    },
  );

  app.patch(
    '/api/rules/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'changeRule',
        summary:
          'Change a rule; a built-in one in what it does, whom and what it reads, its exceptions and whether it is enabled',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.RuleChange,
        response: { 200: admin.RuleView },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, await changeRule(pool, request.requester.actor, change));
    },
  );

  app.delete(
    '/api/rules/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteRule',
        summary: "Delete a rule of the company's own",
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteRule(pool, request.requester.actor, which);
      return reply.code(204).send();
    },
  );
}

function byOrigin({ origin, position, id }: GovernedRule): string {
  return origin === 'built_in' ? `0 ${String(position).padStart(6, '0')}` : `1 ${id}`;
}
