import { admin } from '@tollgate/contract';
import { agentOrigin } from '../agent-origin.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { snippetsFor } from '../snippets.ts';

export async function snippetRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { agents, agentUrl, publicUrl } = dependencies;
  app.get(
    '/api/snippets',
    {
      config: { permission: 'self:read' },
      schema: {
        operationId: 'readSnippets',
        summary: 'How clients are pointed at this gateway, with a placeholder for the key',
        response: { 200: admin.Snippets },
      },
    },
    async (request) => snippetsFor(agentOrigin(agents(), agentUrl, publicUrl, `${request.protocol}://${request.host}`)),
  );
}
