import { admin } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { readSession, readTrace, type Run, type RunResult } from '../../../audit/search/runs.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { asSeenBy, ownerOnly } from '../own-only.ts';
import { ProblemError } from '../problem.ts';
import type { Requester } from '../requester.ts';

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
    async ({ params, query, requester }) => {
      const user = userOf(requester, query.user);
      return shown(requester, await readTrace(pool, params.trace_id, user), 'trace');
    },
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
    async ({ params, query, requester }) => {
      const user = userOf(requester, query.user);
      return shown(requester, await readSession(pool, params.session_id, user), 'session');
    },
  );
}

/** Members only ever ask about themselves, whomever they name. */
function userOf(requester: Requester, asked: string | undefined): string | undefined {
  return ownerOnly(requester) ?? asked;
}

function shown(requester: Requester, result: RunResult | null, what: string) {
  if (!result) throw notFound(what);
  if (result.kind === 'several') {
    throw new ProblemError(409, `Several users have a ${what} of this id: say whose with \`user\`.`, {
      candidates: [...result.users],
    });
  }
  return inFull(requester, result.run);
}

function inFull(requester: Requester, run: Run) {
  const items = run.items.map((invocation) => asSeenBy(requester, invocation));
  return { ...run, items, totals: { ...run.totals, costs: [...run.totals.costs] } };
}
