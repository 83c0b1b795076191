import type { GovernedModel, KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Findings } from '../risk/rule-set.ts';
import { decide, type Decision } from './decide.ts';
import { cannotRedact } from './redact.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { resolveModel } from './resolve-model.ts';
import { scan } from './scan.ts';
import type { Scanning } from './scanning.ts';

/** What would become of a request. `refused`: it would not get as far as a decision. */
export type Judgement =
  | { readonly kind: 'refused'; readonly selected: GovernedModel | null; readonly refusal: Refusal }
  | {
      readonly kind: 'decided';
      readonly selected: GovernedModel;
      readonly findings: Findings;
      readonly decision: Decision;
    };

/** Decides without a call: the steps of the journey between its body and its decision, and nothing beside them. */
export type Judge = (request: GovernedRequest, caller: KeyHolder, policy: Snapshot) => Promise<Judgement>;

/** Headers are not judged: they belong to a call, and the record does not keep them. Nor are pins: they are of a moment. */
export function createJudge(scanning: Scanning): Judge {
  return async (request, caller, policy) => {
    const resolved = resolveModel(request.model.name, caller, policy);
    if (isRefusal(resolved)) return { kind: 'refused', selected: null, refusal: resolved };
    const findings = await scan(request, { caller, model: resolved.model, policy, headers: {} }, scanning);
    if (isRefusal(findings)) return { kind: 'refused', selected: resolved.model, refusal: findings };
    const decision = decide(resolved, findings, policy, (hit) => cannotRedact(request, hit));
    return { kind: 'decided', selected: resolved.model, findings, decision };
  };
}
