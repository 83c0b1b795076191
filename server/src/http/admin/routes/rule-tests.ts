import { admin } from '@tollgate/contract';
import { testRules } from '../../../administration/rules/test.ts';
import { createJudge } from '../../../journey/judge.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

export async function ruleTestRoutes(
  app: AdminServer,
  { pool, opener, accessLog, scanning, ruleCosts: costs, fingerprints, bodyBytesMax }: AdminDependencies,
): Promise<void> {
  const bench = { pool, opener, accessLog, scanning, judge: createJudge(scanning), costs, fingerprints };

  app.post(
    '/api/rules/test',
    {
      // A request of the data plane, and some room for the rules beside it.
      bodyLimit: bodyBytesMax + 4 * 1024 * 1024,
      config: { permission: 'rules:test' },
      schema: {
        operationId: 'testRules',
        summary: 'Test rules, unsaved ones too, on a text, a request or a recorded call; nothing is sent or changed',
        body: admin.RuleTest,
        response: { 200: admin.RuleTestResult },
      },
    },
    async ({ body, requester }) => testRules(bench, requester.actor, body),
  );
}
