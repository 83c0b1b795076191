import { admin, Invocation } from '@tollgate/contract';
import { z } from 'zod';
import { notFound } from '../../../administration/refuse.ts';
import { countFacets } from '../../../audit/search/facets.queries.ts';
import { placeOfCursor, startOfRecord } from '../../../audit/search/cursor.ts';
import { readInvocation, searchInvocations } from '../../../audit/search/invocations.queries.ts';
import { searchText, type TextSearch } from '../../../audit/search/text-search.ts';
import { readPayload } from '../../../audit/search/payloads.queries.ts';
import { WordKey } from '../../../audit/words/signature.ts';
import { createTurnReader } from '../../../audit/search/turns.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { readMaskedTurn } from '../conversation/masked-turn.ts';
import { gone } from '../gone.ts';
import { asSeenBy, isHiddenError, ownerOnly } from '../own-only.ts';
import { payloadType } from '../payload-type.ts';
import { ProblemError } from '../problem.ts';
import { createSearchCursors } from '../search-cursor.ts';
import type { Requester } from '../requester.ts';

const bytes = z.unknown().describe('The bytes as they were on the wire.');

export async function invocationRoutes(
  app: AdminServer,
  { pool, searchPool, opener, accessLog, indexKey }: AdminDependencies,
): Promise<void> {
  const cursorsOf = createSearchCursors(indexKey);
  let words: WordKey | null = null;
  const textSearch = (): TextSearch => {
    const key = indexKey();
    if (key === null)
      throw new ProblemError(503, 'Texts cannot be searched yet: the key of their words is not loaded.');
    words ??= new WordKey(key);
    return { pool: searchPool, opener, words };
  };

  /** What is somebody else's is not there. */
  const read = async (requestId: string, requester: Requester): Promise<Invocation> => {
    const invocation = await readInvocation(pool, requestId, ownerOnly(requester));
    if (!invocation) throw notFound('invocation');
    return invocation;
  };

  app.get(
    '/api/invocations',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'searchInvocations',
        summary: 'Search the record, newest first; members see their own calls',
        querystring: admin.InvocationQuery,
        response: { 200: admin.InvocationList },
      },
    },
    async ({ query: { limit, cursor, text, ...filter }, requester }) => {
      const cursors = cursorsOf({ actor: requester.actor, filter, text });
      const place = cursors.read(cursor);
      // Further pages belong to the same search.
      if (place === null) {
        await accessLog.record({ actor: requester.actor, action: 'record.search', detail: filter, query: text });
      }
      const only = { onlyUserId: ownerOnly(requester) };
      const page =
        text === undefined
          ? await searchInvocations(searchPool, { ...filter, ...only }, limit, place)
          : await searchText(textSearch(), { ...filter, ...only }, text, limit, place);
      return {
        items: page.items.map((invocation) => asSeenBy(requester, invocation)),
        next_cursor: cursors.write(page.next_cursor),
        live_cursor: cursors.write(startOfRecord) ?? '',
        searched_to: page.next_cursor && placeOfCursor(page.next_cursor),
      };
    },
  );

  app.get(
    '/api/invocations/facets',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'countFacets',
        summary:
          'What the newest 10,000 calls of a search are, counted: decisions, routes, models, rules, …, and their costs',
        querystring: admin.FacetsQuery,
        response: { 200: admin.InvocationFacets },
      },
    },
    async ({ query: { cursor, ...filter }, requester }) => {
      const cursors = cursorsOf({ actor: requester.actor, filter, text: undefined });
      if (cursors.read(cursor) === null)
        await accessLog.record({ actor: requester.actor, action: 'record.search', detail: filter });
      return countFacets(searchPool, { ...filter, onlyUserId: ownerOnly(requester) });
    },
  );

  app.get(
    '/api/invocations/:request_id',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readInvocation',
        summary: 'Read one call of the record',
        params: admin.InvocationParams,
        response: { 200: Invocation },
      },
    },
    async ({ params, requester }) => asSeenBy(requester, await read(params.request_id, requester)),
  );

  app.get(
    '/api/invocations/:request_id/payloads/:name',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readPayload',
        summary: 'The bytes of one payload; who opened it is logged',
        params: admin.PayloadParams,
        response: {
          200: {
            description: 'The bytes as they were on the wire.',
            content: {
              'application/json': { schema: bytes },
              'text/event-stream': { schema: bytes },
              'application/octet-stream': { schema: bytes },
            },
          },
        },
      },
    },
    async ({ params: { request_id, name }, requester }, reply) => {
      const call = await read(request_id, requester);
      if (isHiddenError(requester, call, name))
        throw new ProblemError(403, 'What a provider said when it failed is shown to administrators and auditors.');
      const payload = await readPayload(pool, opener, request_id, name);
      if (payload.kind === 'none') throw notFound('payload');
      if (payload.kind === 'unfinished') throw new ProblemError(404, 'This call is not finished: it has none yet.');
      if (payload.kind !== 'found') throw gone(payload.kind);
      const target = { kind: 'invocation', id: request_id };
      await accessLog.record({ actor: requester.actor, action: 'payload.open', target, detail: { payload: name } });
      // It holds what strangers wrote: a browser saves it and never shows it as a page of ours.
      reply.header('content-disposition', `attachment; filename="${request_id}-${name}"`);
      return reply.type(payloadType(payload.bytes)).send(payload.bytes);
    },
  );

  app.get(
    '/api/invocations/:request_id/turn',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readTurn',
        summary:
          'What is new in one call, its findings masked: messages, answer, when a stream came; who opened it is logged',
        params: admin.InvocationParams,
        response: { 200: admin.InvocationTurn },
      },
    },
    async ({ params: { request_id }, requester }) => {
      const call = await read(request_id, requester);
      const result = await readMaskedTurn({ pool, opener }, createTurnReader(pool, opener), call);
      if (result.kind === 'none') throw notFound('turn');
      if (result.kind !== 'found') throw gone(result.kind);
      const target = { kind: 'invocation', id: request_id };
      await accessLog.record({ actor: requester.actor, action: 'turn.open', target });
      const { isWithheld, messages, answer, times } = result.turn;
      return {
        request_id,
        is_withheld: isWithheld,
        messages: [...messages],
        answer,
        times: times.map(([bytes, ms]): [number, number] => [bytes, ms]),
      };
    },
  );
}
