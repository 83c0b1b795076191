import { admin } from '@tollgate/contract';
import { applyReview } from '../../../administration/reviews/apply.ts';
import { revealFinding } from '../../../administration/reviews/finding.ts';
import { readFindings } from '../../../administration/reviews/findings.ts';
import { changeReview, createReview, deleteReview } from '../../../administration/reviews/review.ts';
import { type ReviewRow, selectReviews } from '../../../administration/reviews/reviews.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { decodeCursor, encodeCursor } from '../page.ts';
import { expectedRevision, ifMatch, tagged } from '../revision.ts';

export async function reviewRoutes(
  app: AdminServer,
  { pool, searchPool, opener, accessLog }: AdminDependencies,
): Promise<void> {
  app.get(
    '/api/reviews',
    {
      config: { permission: 'rules:read' },
      schema: {
        operationId: 'listReviews',
        summary: 'What reviewers said of recorded hits, newest first',
        querystring: admin.ReviewQuery,
        response: { 200: admin.ReviewList },
      },
    },
    async ({ query: { limit, cursor, is_applied, ...filter } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const isApplied = is_applied === undefined ? undefined : is_applied === 'true';
      const rows = await selectReviews(pool, { ...filter, isApplied }, { before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(shown), next_cursor: isMore ? encodeCursor(last.id) : null };
    },
  );

  app.get(
    '/api/findings',
    {
      config: { permission: 'reviews:write' },
      schema: {
        operationId: 'listFindings',
        summary: 'Recorded hits that nobody reviewed yet, newest calls first',
        querystring: admin.FindingQuery,
        response: { 200: admin.FindingList },
      },
    },
    async ({ query: { limit, cursor = null, rule } }) => readFindings(searchPool, rule, { limit, cursor }),
  );

  app.post(
    '/api/findings/reveal',
    {
      config: { permission: 'reviews:write' },
      schema: {
        operationId: 'revealFinding',
        summary: 'What stands at a recorded hit, with what is around it; who opens the request for it is logged',
        body: admin.FindingReveal,
        response: { 200: admin.FindingRevealed },
      },
    },
    async ({ body, requester }) => revealFinding({ pool, opener, accessLog }, requester.actor, body),
  );

  app.post(
    '/api/reviews',
    {
      config: { permission: 'reviews:write' },
      schema: {
        operationId: 'createReview',
        summary: 'Mark a recorded hit as right, or as a false alarm',
        body: admin.ReviewCreate,
        response: { 201: admin.Review },
      },
    },
    async ({ body, requester }, reply) =>
      reply.code(201).send(tagged(reply, shown(await createReview(pool, requester.actor, body)))),
  );

  app.patch(
    '/api/reviews/:id',
    {
      config: { permission: 'reviews:write' },
      schema: {
        operationId: 'changeReview',
        summary: 'Change what was said of a hit',
        params: admin.IdParams,
        headers: ifMatch,
        body: admin.ReviewChange,
        response: { 200: admin.Review },
      },
    },
    async (request, reply) => {
      const change = { id: request.params.id, fields: request.body, revision: expectedRevision(request) };
      return tagged(reply, shown(await changeReview(pool, request.requester.actor, change)));
    },
  );

  app.delete(
    '/api/reviews/:id',
    {
      config: { permission: 'reviews:write' },
      schema: {
        operationId: 'deleteReview',
        summary: 'Take back what was said of a hit, as long as nothing was made of it',
        params: admin.IdParams,
        headers: ifMatch,
        response: nothing,
      },
    },
    async (request, reply) => {
      const which = { id: request.params.id, revision: expectedRevision(request) };
      await deleteReview(pool, request.requester.actor, which);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/reviews/:id/apply',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'applyReview',
        summary: 'Make a false alarm one that comes no more; who opens the request for it is logged',
        params: admin.IdParams,
        body: admin.ReviewApplication,
        response: { 200: admin.Review },
      },
    },
    async ({ params: { id }, body: { as }, requester }, reply) =>
      tagged(reply, shown(await applyReview({ pool, opener, accessLog }, requester.actor, { id, as }))),
  );
}

function shown({ actor, applied_as: as, applied_at: at, applied_by, ...row }: ReviewRow): admin.Review {
  const applied = as === null || at === null ? null : { as, at, actor: actorShown(applied_by ?? {}) };
  return { ...row, actor: actorShown(actor), applied };
}
