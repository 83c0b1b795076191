import { JournalUnavailable } from '../audit/journal/journal.ts';
import { guardOf } from './answers/answer-guard.ts';
import { authenticate } from './authenticate.ts';
import { blockedRefusal } from './blocked.ts';
import type { Call } from './call.ts';
import { openRecord } from './call-record.ts';
import { cancelWhenLeft } from './caller-left.ts';
import { composeRequest } from './compose-request.ts';
import { countLocally, isCountedHere } from './count-locally.ts';
import { decide } from './decide.ts';
import { forward } from './forward.ts';
import type { Gateway } from './gateway.ts';
import { identifyCall } from './identify-call.ts';
import { takeAllowance } from './limits/take-allowance.ts';
import {
  noteCaller,
  noteDecision,
  noteFindings,
  noteOutgoing,
  noteReceived,
  noteRequest,
  noteSelected,
} from './notes.ts';
import { findPins, hold } from './pins/hold.ts';
import { readBody, readRequest } from './read-body.ts';
import { cannotRedact } from './redact.ts';
import { refuse, refuseAsMessage, refuseStranger, refuseUnrecorded } from './refuse.ts';
import { isRefusal, refusal } from './refusal.ts';
import { relay } from './relay.ts';
import { rememberedFor } from './remember-answer.ts';
import { resolveModel } from './resolve-model.ts';
import { scan } from './scan.ts';
import { headersThatMayTravel } from './travelling-headers.ts';

/**
 * One governed call, from bytes in to bytes out. Each step is a file beside this one and returns a value; a refusal is
 * such a value. The order of commitments is fixed: nothing is forwarded before its open event is durable, and the
 * caller gets no end of an answer before its settle is.
 *
 *   receive → authenticate → resolve model → scan → decide route → open record ─┬→ refuse
 *                                                                               └→ forward → meter → settle → respond
 */
export async function govern(call: Call, gateway: Gateway): Promise<void> {
  const policy = gateway.policy.current(); // one immutable snapshot decides the whole call
  if (!policy) return refuseStranger(call, refusal('policy_stale'), gateway);
  const caller = authenticate(call.headers, policy, call.atMs);
  if (isRefusal(caller)) return refuseStranger(call, caller, gateway);
  noteCaller(call, caller, policy);
  if (gateway.isDraining) return refuse(call, refusal('shutting_down'), gateway);

  const body = await readBody(call, gateway.bodyBytesMax); // the bytes, once
  if (body === null) return; // the caller left before there was a request
  if (isRefusal(body)) return refuse(call, body, gateway);
  noteReceived(call, body);
  const request = readRequest(body, call.surface); // the place of every text
  if (isRefusal(request)) return refuse(call, request, gateway);
  noteRequest(call, request, await identifyCall(call, caller, request, gateway));

  const resolved = resolveModel(request.model.name, caller, policy);
  if (isRefusal(resolved)) return refuse(call, resolved, gateway);
  noteSelected(call, resolved);
  const headers = headersThatMayTravel(resolved.model, policy, call.headers);
  const findings = await scan(request, { caller, model: resolved.model, policy, headers }, gateway.scanning);
  if (isRefusal(findings)) return refuse(call, findings, gateway);
  noteFindings(call, findings, gateway);
  const pins = await findPins(call, caller, request, policy, gateway); // what holds it on the secure path
  const decision = decide(resolved, findings, policy, (hit) => cannotRedact(request, hit), pins);
  noteDecision(call, decision);
  if (decision.kind === 'blocked') {
    const refused = blockedRefusal(call, decision, findings);
    const asMessage = caller.blockForm === 'message' && !request.needsStructure && call.surface.conversion;
    return asMessage
      ? refuseAsMessage(call, refused, request, asMessage, caller, gateway)
      : refuse(call, refused, gateway);
  }

  if (isCountedHere(call, decision)) return countLocally(call, request, decision, gateway);
  const outgoing = composeRequest(body, request, call, decision, rememberedFor(caller, gateway));
  if (isRefusal(outgoing)) return refuse(call, outgoing, gateway);
  noteOutgoing(call, outgoing);
  const overLimit = await takeAllowance(call, caller, request, decision, policy, gateway.limits);
  if (overLimit) return refuse(call, overLimit, gateway);
  await hold(call, caller, { request, findings, decision }, policy, gateway);
  const record = await openRecord(call, gateway); // durable, or no call
  if (record instanceof JournalUnavailable) return refuseUnrecorded(call, record, gateway);

  const progress = { hasFinished: false };
  const cancel = cancelWhenLeft(call, decision.model.upstream.onCallerLeft, () => progress.hasFinished);
  const path = gateway.paths[decision.route]; // two paths, no way across
  const forwarding = await forward(outgoing, decision.model, path, record, cancel.signal);
  const guard = guardOf(call, caller, request, decision, policy); // null where no rule reads answers
  await relay({ call, caller, request, decision, outgoing, record, forwarding, progress, cancel, guard, gateway });
}
