import { admin } from '@tollgate/contract';
import type { z } from 'zod';
import { notFound } from '../../../administration/refuse.ts';
import {
  findRun,
  readRunPage,
  readRunTotals,
  type RunColumn,
  type RunKey,
} from '../../../audit/search/runs.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { asSeenBy, ownerOnly } from '../own-only.ts';
import { ProblemError } from '../problem.ts';
import type { Requester } from '../requester.ts';

type Query = z.infer<typeof admin.TraceQuery>;

export async function traceRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/traces/:trace_id',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readTrace',
        summary: 'The calls of one run of an agent, in order, with totals',
        params: admin.TraceParams,
        querystring: admin.TraceQuery,
        response: { 200: admin.Trace },
      },
    },
    ({ params, query, requester }) => read('trace_id', params.trace_id, query, requester),
  );

  app.get(
    '/api/sessions/:session_id',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readSession',
        summary: 'The calls of one conversation, in order, with totals',
        params: admin.SessionParams,
        querystring: admin.TraceQuery,
        response: { 200: admin.Trace },
      },
    },
    ({ params, query, requester }) => read('session_id', params.session_id, query, requester),
  );

  async function read(column: RunColumn, id: string, query: Query, requester: Requester) {
    const run = await ownedRun(column, id, query.user, requester);
    const page = await readRunPage(pool, run, query.limit, query.cursor ?? null);
    const items = page.calls.map(({ invocation, gapMs }) => ({ ...asSeenBy(requester, invocation), gap_ms: gapMs }));
    return { ...(await readRunTotals(pool, run)), items, next_cursor: page.nextCursor };
  }

  async function ownedRun(
    column: RunColumn,
    id: string,
    user: string | undefined,
    requester: Requester,
  ): Promise<RunKey> {
    // Members only ever ask about themselves, whomever they name.
    const owner = await findRun(pool, column, id, ownerOnly(requester) ?? user);
    const what = column === 'trace_id' ? 'trace' : 'session';
    if (!owner) throw notFound(what);
    if (owner.kind === 'found') return owner.run;
    throw new ProblemError(409, `Several users have a ${what} of this id: say whose with \`user\`.`, {
      candidates: [...owner.users],
    });
  }
}
