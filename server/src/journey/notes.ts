import type { KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Findings } from '../risk/rule-set.ts';
import { type Call, elapsedMs } from './call.ts';
import type { Outgoing } from './compose-request.ts';
import type { Decision } from './decide.ts';
import type { Gateway } from './gateway.ts';
import type { Identified } from './identify-call.ts';
import type { ResolvedModel } from './resolve-model.ts';

/** What each step learned, noted in the draft of the open event. A step that was not reached leaves its fields null. */

export function noteCaller(call: Call, caller: KeyHolder, policy: Snapshot): void {
  const { user, instance, key } = caller;
  Object.assign(call.draft.head, {
    user: { id: user.id, email: user.email },
    instance: instance && { id: instance.id, name: instance.name },
    key: { id: key.id, prefix: key.prefix },
    policy_version: policy.version,
  });
}

export function noteReceived(call: Call, body: Buffer): void {
  call.draft.head.timings_ms = { queue: elapsedMs(call), scan: null };
  call.draft.parts.push({ payload: 'request_received', encoding: 'identity', bytes: body });
}

/** A caller may carry as many results as its body holds. */
const idsRecordedMax = 100;

export function noteRequest(call: Call, request: GovernedRequest, ids: Identified): void {
  const { continues } = ids;
  call.draft.request = request;
  call.draft.conversation = ids.conversation;
  Object.assign(call.draft.head, {
    requested_model: request.model.name.slice(0, 200),
    stream: request.stream,
    trace_id: ids.traceId,
    session_id: ids.sessionId,
    client_request_id: ids.clientRequestId,
    parent: continues && {
      request_id: continues.call.requestId,
      tool_calls: continues.toolCalls.slice(0, idsRecordedMax),
    },
    new_from: continues?.newFrom ?? (ids.conversation.answers.length === 0 ? 0 : null),
  });
}

export function noteSelected(call: Call, resolved: ResolvedModel): void {
  call.draft.head.selected_model = resolved.model.displayName;
}

/** More hits than this are counted, not written down. */
const hitsRecordedMax = 200;

export function noteFindings(call: Call, findings: Findings, gateway: Gateway): void {
  const { head } = call.draft;
  head.hits = findings.hits.slice(0, hitsRecordedMax).map(({ text: _, ...hit }) => hit);
  const beyond = (findings.scanned.hits_beyond ?? 0) + Math.max(0, findings.hits.length - hitsRecordedMax);
  head.scanned = { ...findings.scanned, ...(beyond > 0 && { hits_beyond: beyond }) };
  const { queue } = head.timings_ms;
  const scan = Math.round((elapsedMs(call) - (queue ?? 0)) * 1000) / 1000;
  head.timings_ms = { queue, scan };
  gateway.metrics.step('queue', queue ?? 0);
  gateway.metrics.step('scan', scan);
  for (const hit of head.hits) gateway.metrics.hit(hit.rule, hit.action);
}

export function noteOutgoing({ draft }: Call, { difference, notices }: Outgoing): void {
  if (difference) draft.parts.push(difference);
  if (notices.length > 0) draft.head.explanation = [...draft.head.explanation, ...notices];
}

export function noteDecision(call: Call, decision: Decision): void {
  const { head } = call.draft;
  head.decision = decision.decision;
  head.explanation = decision.explanation;
  if (decision.pinned && !(decision.kind === 'blocked' && decision.because)) {
    head.pinned_by = decision.pinned.pin.requestId;
  }
  if (decision.kind === 'blocked') return;
  const { model } = decision;
  head.final_model = model.displayName;
  head.provider = model.upstream.provider;
  head.provider_model = model.providerModel;
  head.route = decision.route;
}
