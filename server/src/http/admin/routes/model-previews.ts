import { admin } from '@tollgate/contract';
import { checkSecurePath } from '../../../administration/models/check-secure-path.ts';
import { previewModels } from '../../../administration/models/preview.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';

/** What can be told of a change to models before it is made. */
export async function modelPreviewRoutes(
  app: AdminServer,
  { pool, secureHostAllowed }: AdminDependencies,
): Promise<void> {
  app.post(
    '/api/models/preview',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'previewModels',
        summary: 'What `auto` takes for somebody and where sensitive content goes, in an unsaved order too',
        body: admin.ModelPreviewRequest,
        response: { 200: admin.ModelPreview },
      },
    },
    async ({ body }) => previewModels(pool, body),
  );

  app.get(
    '/api/models/:id/secure-path',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'checkSecurePath',
        summary: 'Whether the secure path would connect to a model’s host, and what that resolves to now',
        params: admin.IdParams,
        response: { 200: admin.SecurePathCheck },
      },
    },
    async ({ params }) => checkSecurePath(pool, params.id, secureHostAllowed),
  );
}
