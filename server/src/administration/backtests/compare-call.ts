import { Endpoint, type Invocation, type PolicyDocument } from '@tollgate/contract';
import type { Opener } from '../../audit/vault/vault.ts';
import { selectPolicyDocument } from '../../catalog/policy-versions.queries.ts';
import type { Snapshot } from '../../catalog/snapshot.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Judge, Judgement } from '../../journey/judge.ts';
import type { ReadAnswer } from '../../journey/read-answer.ts';
import { type GovernedRequest, InvalidBody } from '../../providers/request/governed-request.ts';
import type { Surface } from '../../providers/surface.ts';
import { surfaceNamed } from '../../providers/surfaces.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { callerOf, policyWith } from '../rules/changed-policy.ts';
import { readRecorded } from './read-recorded.ts';
import { compareAnswer } from './compare-answer.ts';
import type { ComparedAnswer, RecordedCall } from './comparison.ts';

/** `skipped`: nothing was decided by what the rules can see in its request. `gone`: its request cannot be read any more. */
export type ComparedCall =
  | {
      readonly kind: 'compared';
      readonly call: RecordedCall;
      readonly request: GovernedRequest;
      readonly judgement: Judgement;
      /** Null where no rule reads it, it never came, or it cannot be read. */
      readonly answer: ComparedAnswer | null;
    }
  | { readonly kind: 'skipped' | 'gone' };

export type CompareCall = (invocation: Invocation) => Promise<ComparedCall>;

export interface CallComparing {
  readonly pool: Queryable;
  readonly opener: Opener;
  readonly judge: Judge;
  readonly readAnswer: ReadAnswer;
  readonly rules: RuleSet;
  /** As they are now: what is reviewed belongs to the rules. */
  readonly reviewedTexts: PolicyDocument['reviewed_texts'];
}

/**
 * Decides recorded calls again: as their policy did, for the same caller, but by these rules and what is reviewed now.
 * So what differs is the rules' doing, and no other change that was made since.
 */
export function createCallComparing(comparing: CallComparing): CompareCall {
  const { pool, opener, judge } = comparing;
  const policyOf = rememberPolicies(comparing);
  return async (invocation) => {
    const { request_id, decision, policy_version, user, instance } = invocation;
    const endpoint = Endpoint.safeParse(invocation.endpoint);
    if (decision === null || policy_version === null || user === null || !endpoint.success) return { kind: 'skipped' };
    const hits = invocation.hits.filter(({ direction }) => direction !== 'response');
    // Pins are of a moment, and the headers of a call are not in the record.
    const isHeader = hits.some(({ place }) => place.startsWith('headers.'));
    if (isHeader || invocation.pinned_by !== null) return { kind: 'skipped' };
    const policy = await policyOf(policy_version);
    const caller = policy && callerOf(policy.document, { user: user.id, instance: instance?.id });
    if (!caller || 'unknown' in caller) return { kind: 'skipped' };
    const body = (await readRecorded(pool, opener, request_id, 'request-received'))?.toString('utf8') ?? null;
    if (body === null) return { kind: 'gone' };
    const surface = surfaceNamed(endpoint.data);
    const request = readRequest(body, surface);
    if (request === null) return { kind: 'skipped' };
    const judgement = await judge(request, caller, policy);
    const answer = await compareAnswer(comparing, invocation, { surface, request, caller, policy, judgement });
    return { kind: 'compared', call: { request_id, decision, hits }, request, judgement, answer };
  };
}

/** A window of time has few of them, and neighbouring calls have the same one. */
const policiesMax = 8;

function rememberPolicies({
  pool,
  rules,
  reviewedTexts,
}: CallComparing): (version: number) => Promise<Snapshot | null> {
  const known = new Map<number, Snapshot | null>();
  return async (version) => {
    const remembered = known.get(version);
    if (remembered !== undefined) return remembered;
    const document = await selectPolicyDocument(pool, version);
    const policy = document ? policyWith({ ...document, reviewed_texts: reviewedTexts }, rules) : null;
    const [oldest] = known.keys();
    if (known.size >= policiesMax && oldest !== undefined) known.delete(oldest);
    known.set(version, policy);
    return policy;
  };
}

function readRequest(body: string, surface: Surface): GovernedRequest | null {
  try {
    return surface.readRequest(body);
  } catch (error) {
    if (error instanceof InvalidBody) return null;
    throw error;
  }
}
