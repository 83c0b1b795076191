import { admin, type Invocation } from '@tollgate/contract';
import { notFound } from '../../../administration/refuse.ts';
import { proveCall } from '../../../audit/integrity/proof/prove-call.ts';
import { findErasureOf } from '../../../audit/retention/erasures.queries.ts';
import { readInvocation } from '../../../audit/search/invocations.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { readDifferences } from '../conversation/read-differences.ts';
import { conversationOf, openCall, revealed } from '../conversation/read-conversation.ts';
import { gone } from '../gone.ts';
import { invocationCost } from '../invocation-cost.ts';
import { isHiddenError, ownerOnly, proofAsSeenBy } from '../own-only.ts';
import type { Requester } from '../requester.ts';

/** What one call holds, as far as it may be shown, and what shows that it is as it was written. */
export async function conversationRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, accessLog, publicKey } = dependencies;

  /** What is somebody else's is not there. */
  const read = async (requestId: string, requester: Requester): Promise<Invocation> => {
    const invocation = await readInvocation(pool, requestId, ownerOnly(requester));
    if (!invocation) throw notFound('invocation');
    return invocation;
  };

  app.get(
    '/api/invocations/:request_id/conversation',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readConversation',
        summary: 'A call as a conversation, its findings masked; who opened it is logged',
        params: admin.InvocationParams,
        querystring: admin.ConversationQuery,
        response: { 200: admin.Conversation },
      },
    },
    async ({ params: { request_id }, query: { earlier }, requester }) => {
      const call = await read(request_id, requester);
      const result = await openCall(dependencies, call);
      if (result.kind !== 'found') {
        return { ...nothing, request_id, missing: result.kind, erasure: await erasureOf(call, result.kind) };
      }
      const target = { kind: 'invocation', id: request_id };
      await accessLog.record({ actor: requester.actor, action: 'conversation.open', target, detail: { earlier } });
      return conversationOf(call, result.opened, earlier);
    },
  );

  app.get(
    '/api/invocations/:request_id/differences',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readDifferences',
        summary: 'What the gateway changed in a request and in its answer, findings masked; who opened it is logged',
        params: admin.InvocationParams,
        response: { 200: admin.InvocationDifferences },
      },
    },
    async ({ params: { request_id }, requester }) => {
      const call = await read(request_id, requester);
      const result = await openCall(dependencies, call);
      if (result.kind === 'none') throw notFound('payload');
      if (result.kind !== 'found') throw gone(result.kind);
      const target = { kind: 'invocation', id: request_id };
      const detail = { differences: true };
      await accessLog.record({ actor: requester.actor, action: 'conversation.open', target, detail });
      const differences = await readDifferences(dependencies, call, result.opened.masking);
      return isHiddenError(requester, call, 'response-received') ? { ...differences, response: null } : differences;
    },
  );

  app.post(
    '/api/invocations/:request_id/reveals',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'revealFindings',
        summary: 'What the findings of a call say, unmasked; who, which and why is logged',
        params: admin.InvocationParams,
        body: admin.RevealRequest,
        response: { 200: admin.Revealed },
      },
    },
    async ({ params: { request_id }, body: { reason, ...body }, requester }) => {
      const call = await read(request_id, requester);
      const hits = body.hits ?? call.hits.map((_hit, index) => index);
      if (hits.some((hit) => hit >= call.hits.length)) throw notFound('hit');
      const result = await openCall(dependencies, call);
      if (result.kind === 'none') throw notFound('payload');
      if (result.kind !== 'found') throw gone(result.kind);
      const target = { kind: 'invocation', id: request_id };
      await accessLog.record({ actor: requester.actor, action: 'finding.reveal', target, detail: { hits, reason } });
      return { items: revealed(result.opened, hits) };
    },
  );

  app.get(
    '/api/invocations/:request_id/cost',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readInvocationCost',
        summary: 'What a call cost: the prices that were in force, derived again, and what the ledger holds by now',
        params: admin.InvocationParams,
        response: { 200: admin.InvocationCost },
      },
    },
    async ({ params: { request_id }, requester }) => invocationCost(pool, await read(request_id, requester)),
  );

  app.get(
    '/api/invocations/:request_id/proof',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'readProof',
        summary:
          'That a call stands in the record as it was written, computed anew: its events, their chain, a checkpoint',
        params: admin.InvocationParams,
        response: { 200: admin.InvocationProof },
      },
    },
    async ({ params: { request_id }, requester }) => {
      await read(request_id, requester);
      const proof = await proveCall(pool, request_id, publicKey());
      if (!proof) throw notFound('invocation');
      return { ...proofAsSeenBy(requester, proof), public_key: publicKey(), checked_at: new Date().toISOString() };
    },
  );

  async function erasureOf(call: Invocation, kind: string): Promise<admin.Conversation['erasure']> {
    if (kind !== 'erased') return null;
    const owner = { requestId: call.request_id, sessionId: call.session_id, userId: call.user?.id ?? null };
    const found = await findErasureOf(pool, owner);
    return found && { at: found.requested_at, actor: actorShown(found.actor), reason: found.reason };
  }
}

const nothing = {
  is_readable: false,
  is_withheld: false,
  earlier: 0,
  tools: [],
  messages: [],
  answer: [],
  finish_reason: null,
  times: [],
};
