import { admin } from '@tollgate/contract';
import type { z } from 'zod';
import { notFound } from '../../../administration/refuse.ts';
import {
  findRun,
  readRunPage,
  readRunTotals,
  type RunCall,
  type RunColumn,
  type RunKey,
} from '../../../audit/search/runs.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { type OpenedRun, openRun } from '../open-run.ts';
import { asSeenBy, ownerOnly } from '../own-only.ts';
import { ProblemError } from '../problem.ts';
import type { Requester } from '../requester.ts';

type Query = z.infer<typeof admin.TraceQuery>;

export async function traceRoutes(app: AdminServer, { pool, opener, accessLog }: AdminDependencies): Promise<void> {
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
    const limit = query.content === 'new' ? Math.min(query.limit, openedMax) : query.limit;
    const page = await readRunPage(pool, run, limit, query.cursor ?? null);
    const totals = await readRunTotals(pool, run);
    if (query.content === 'none') {
      return { ...totals, items: page.calls.map((call) => shown(call, requester)), next_cursor: page.nextCursor };
    }
    const { calls, nextCursor } = await openRun({ pool, opener }, run, page);
    await noteOpened(run, calls, requester);
    const items = calls.map((call) => ({ ...shown(call, requester), content: call.content }));
    return { ...totals, items, next_cursor: nextCursor };
  }

  /** Which calls' content is about to be handed out. */
  async function noteOpened(run: RunKey, calls: OpenedRun['calls'], { actor }: Requester): Promise<void> {
    const ids = calls.map(({ invocation }) => invocation.request_id);
    const answering = calls.flatMap(({ content }) => content.tool_calls.flatMap((call) => call.answered_by ?? []));
    const what = nameOf(run.column);
    await accessLog.record({
      actor,
      action: `${what}.open`,
      target: { kind: what, id: run.id },
      detail: { user_id: run.userId, request_ids: [...new Set([...ids, ...answering])] },
    });
  }

  async function ownedRun(
    column: RunColumn,
    id: string,
    user: string | undefined,
    requester: Requester,
  ): Promise<RunKey> {
    // Members only ever ask about themselves, whomever they name.
    const owner = await findRun(pool, column, id, ownerOnly(requester) ?? user);
    const what = nameOf(column);
    if (!owner) throw notFound(what);
    if (owner.kind === 'found') return owner.run;
    throw new ProblemError(409, `Several users have a ${what} of this id: say whose with \`user\`.`, {
      candidates: [...owner.users],
    });
  }
}

/** Opening contents takes time and memory: a page of them is smaller. */
const openedMax = 100;

function nameOf(column: RunColumn): 'trace' | 'session' {
  return column === 'trace_id' ? 'trace' : 'session';
}

function shown({ invocation, gapMs }: RunCall, requester: Requester) {
  return { ...asSeenBy(requester, invocation), gap_ms: gapMs };
}
