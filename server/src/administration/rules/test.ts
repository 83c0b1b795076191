import type { admin } from '@tollgate/contract';
import type { Judge, Judgement } from '../../journey/judge.ts';
import type { Scanning } from '../../journey/scanning.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import { compileRules } from '../../risk/compile.ts';
import { ignoredIn } from '../../risk/ignored.ts';
import { freeRules } from '../../risk/free-rules.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { Findings, Hit, RuleSet } from '../../risk/rule-set.ts';
import type { Actor } from '../actor.ts';
import type { RecordAccess } from '../recorded-request.ts';
import { AdministrationRefusal } from '../refusal.ts';
import type { FingerprintStore } from '../fingerprint-sets/fingerprint-store.ts';
import { documentInForce, namedCaller, policyWith } from './changed-policy.ts';
import { measureRules } from './measure-rules.ts';
import { testAnswer } from './test-answer.ts';
import { type TestedRequest, testedRequest } from './tested-request.ts';
import { rulesWith } from './unsaved.ts';

export interface TestBench extends RecordAccess {
  readonly judge: Judge;
  readonly scanning: Scanning;
  readonly fingerprints: FingerprintStore;
  /** Takes over what was measured. */
  readonly costs: RuleCosts;
}

/**
 * The test bench: what the rules in force, with those that are not saved yet in their place, find in a text, a whole
 * request or a recorded one, and what would be decided. Sends nothing, changes nothing, and records nothing but that a
 * payload was opened.
 * @throws AdministrationRefusal for a request that the data plane would refuse, and for a rule that could not be saved
 */
export async function testRules(bench: TestBench, actor: Actor, test: admin.RuleTest): Promise<admin.RuleTestResult> {
  const rules = compileRules(await rulesWith(bench.pool, test.rules, bench.fingerprints));
  try {
    return test.direction === 'response'
      ? await testAnswer(bench, test, rules)
      : await testRequest(bench, actor, test, rules);
  } finally {
    freeRules(rules);
  }
}

async function testRequest(
  bench: TestBench,
  actor: Actor,
  test: admin.RuleTest,
  rules: RuleSet,
): Promise<admin.RuleTestResult> {
  const tested = await testedRequest(test, actor, bench);
  const { request } = tested;
  const startedAt = performance.now();
  const { findings, decision } = await outcomeOf(bench, test, tested, rules);
  const scan_us = (performance.now() - startedAt) * 1000;
  const first = [...test.rules.map(({ id }) => id), ...findings.hits.map(({ rule }) => rule)];
  return {
    action: findings.strongest,
    hits: findings.hits.map(({ text: _, ...hit }) => hit),
    scanned: findings.scanned,
    decision,
    ignored: test.measure ? ignoredIn(rules, request.texts, new Set(test.rules.map(({ id }) => id))) : [],
    scan_us: Math.round(scan_us),
    times: await measureRules(test.measure ? rules.compiled : [], request.texts, { first, costs: bench.costs }),
  };
}

interface Outcome {
  readonly findings: Findings;
  readonly decision: admin.RuleTestDecision | null;
}

async function outcomeOf(
  { pool, judge, scanning }: TestBench,
  { as }: admin.RuleTest,
  { request, sender }: TestedRequest,
  rules: RuleSet,
): Promise<Outcome> {
  const named = as?.user === undefined && as?.instance === undefined ? sender : as;
  if (!named) return { findings: await scanAll(scanning, rules, request), decision: null };
  const document = await documentInForce(pool);
  const judgement = await judge(request, namedCaller(document, named), policyWith(document, rules));
  const decision = decisionOf(request, judgement);
  // A refused call is not scanned; what the rules find is shown all the same.
  const findings = judgement.kind === 'decided' ? judgement.findings : await scanAll(scanning, rules, request);
  return { findings, decision };
}

async function scanAll(scanning: Scanning, rules: RuleSet, { texts }: GovernedRequest): Promise<Findings> {
  try {
    return await scanning.scan(rules, texts);
  } catch (cause) {
    throw new AdministrationRefusal('unavailable', 'The rules cannot be evaluated on this, or not in time.', [], {
      cause,
    });
  }
}

function decisionOf(request: GovernedRequest, judgement: Judgement): admin.RuleTestDecision {
  const requested_model = request.model.name;
  if (judgement.kind === 'refused') {
    const { selected, refusal } = judgement;
    return {
      outcome: 'refused',
      code: refusal.code,
      because: null,
      requested_model,
      selected_model: selected?.displayName ?? null,
      final_model: null,
      route: null,
      explanation: [refusal.detail ?? refusal.message],
    };
  }
  const { selected, findings, decision } = judgement;
  const isForwarded = decision.kind === 'forward';
  return {
    outcome: decision.decision,
    code: isForwarded ? null : decision.code,
    because: decision.decision === 'passed' ? null : (decidingHit(findings)?.rule ?? null),
    requested_model,
    selected_model: selected.displayName,
    final_model: isForwarded ? decision.model.displayName : null,
    route: isForwarded ? decision.route : null,
    explanation: [...decision.explanation],
  };
}

function decidingHit({ hits, strongest }: Findings): Hit | undefined {
  return hits.find(({ action, is_reviewed }) => action === strongest && !is_reviewed);
}
