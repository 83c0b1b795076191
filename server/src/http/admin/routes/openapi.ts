import { z } from 'zod';
import type { AdminServer } from '../context.ts';

export async function openapiRoutes(app: AdminServer): Promise<void> {
  app.get(
    '/api/openapi.json',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'readOpenApi',
        summary: 'This document (OpenAPI 3.1)',
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async () => ({ ...app.swagger() }),
  );
}
