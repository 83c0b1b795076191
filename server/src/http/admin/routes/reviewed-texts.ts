import { admin } from '@tollgate/contract';
import { createReviewedText } from '../../../administration/reviewed-texts/create.ts';
import { deleteReviewedText } from '../../../administration/reviewed-texts/delete.ts';
import { recordedText } from '../../../administration/reviewed-texts/recorded-text.ts';
import { selectReviewedTexts } from '../../../catalog/reviewed-texts.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { byId, pageOf } from '../page.ts';

export async function reviewedTextRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, bodyBytesMax } = dependencies;

  app.get(
    '/api/reviewed-texts',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'listReviewedTexts',
        summary: 'Texts that were found harmless: their beginnings, who said so, and when',
        querystring: admin.ReviewedTextQuery,
        response: { 200: admin.ReviewedTextList },
      },
    },
    async ({ query }) => pageOf(await selectReviewedTexts(pool), byId, query),
  );

  app.post(
    '/api/reviewed-texts',
    {
      bodyLimit: bodyBytesMax,
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'createReviewedText',
        summary: 'Say of a text, or of one in a recorded request, that it is harmless; the text itself is not kept',
        body: admin.ReviewedTextCreate,
        response: { 201: admin.ReviewedText },
      },
    },
    async ({ body, requester: { actor } }, reply) => {
      const text = 'text' in body ? body.text : await recordedText(dependencies, actor, body);
      return reply.code(201).send(await createReviewedText(pool, actor, { text, note: body.note }));
    },
  );

  app.delete(
    '/api/reviewed-texts/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'deleteReviewedText',
        summary: 'Let what rules find in this text decide again',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params: { id }, requester: { actor } }, reply) => {
      await deleteReviewedText(pool, actor, id);
      return reply.code(204).send();
    },
  );
}
