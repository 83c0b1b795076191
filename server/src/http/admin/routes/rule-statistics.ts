import { admin } from '@tollgate/contract';
import { ruleStatistics } from '../../../administration/rules/statistics.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

export async function ruleStatisticsRoutes(
  app: AdminServer,
  { searchPool, ruleCosts }: AdminDependencies,
): Promise<void> {
  app.get(
    '/api/rules/statistics',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'readRuleStatistics',
        summary: 'How often each rule hit by day, when last, what reviewers said of it, and what it costs',
        querystring: admin.RuleStatisticsQuery,
        response: { 200: admin.RuleStatisticsList },
      },
    },
    async ({ query }) => ({ items: await ruleStatistics(searchPool, ruleCosts, query) }),
  );
}
