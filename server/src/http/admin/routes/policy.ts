import { admin } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../../catalog/policy-versions.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

export async function policyRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  const read = async (version: number) => {
    const document = await selectPolicyDocument(pool, version);
    if (!document) throw notFound('policy version');
    return { version, document };
  };

  app.get(
    '/api/policy',
    {
      config: { permission: 'policy:read' },
      schema: {
        operationId: 'readPolicy',
        summary: 'The policy in force, whole, without secrets',
        response: { 200: admin.PolicyVersion },
      },
    },
    async () => read(await selectHeadVersion(pool)),
  );

  app.get(
    '/api/policy/:version',
    {
      config: { permission: 'policy:read' },
      schema: {
        operationId: 'readPolicyVersion',
        summary: 'A kept version of the policy, as it decided the calls that name it',
        params: admin.PolicyParams,
        response: { 200: admin.PolicyVersion },
      },
    },
    async ({ params }) => read(params.version),
  );
}
