import type { DecisionWord, Route } from '@tollgate/contract';
import type { GovernedModel, Snapshot } from '../catalog/snapshot.ts';
import type { Findings, Hit } from '../risk/rule-set.ts';
import type { ResolvedModel } from './resolve-model.ts';

export interface Forwarded {
  readonly kind: 'forward';
  readonly decision: Exclude<DecisionWord, 'blocked'>;
  readonly model: GovernedModel;
  readonly route: Route;
  /** The hits whose spans are replaced before the request leaves. */
  readonly redact: readonly Hit[];
  readonly explanation: readonly string[];
}

export interface Blocked {
  readonly kind: 'blocked';
  readonly decision: 'blocked';
  readonly code: 'content_policy_violation' | 'no_secure_model';
  /** The hit that decided. */
  readonly because: Hit;
  readonly explanation: readonly string[];
}

export type Decision = Forwarded | Blocked;

/**
 * What happens to a call whose model is known and whose texts were scanned (DESIGN section 4). A pure function: the same
 * arguments give the same decision for ever, and `explanation` says each step in words.
 *
 * @param cannotRedact tells of a hit that stands where nothing can be replaced without breaking the request
 */
export function decide(
  resolved: ResolvedModel,
  findings: Findings,
  policy: Snapshot,
  cannotRedact: (hit: Hit) => boolean,
): Decision {
  const { model } = resolved;
  const { hits, strongest } = findings;
  const explanation = [resolved.explanation, explainScan(findings)];
  const deciding = hits.filter((hit) => hit.action === strongest);
  const [because] = deciding;

  const block = (code: Blocked['code'], hit: Hit, why: string): Blocked => {
    explanation.push(why);
    return { kind: 'blocked', decision: 'blocked', code, because: hit, explanation };
  };
  const forward = (decision: Forwarded['decision'], final: GovernedModel, redact: readonly Hit[] = []): Forwarded => {
    const route: Route = final.isSecure ? 'secure' : 'external';
    explanation.push(`"${final.displayName}" is a ${final.isSecure ? 'secure' : 'regular'} model: the ${route} path.`);
    return { kind: 'forward', decision, model: final, route, redact, explanation };
  };

  if (!because || strongest === 'allow') return forward('passed', model);

  if (strongest === 'block') {
    return block('content_policy_violation', because, `"${because.display_name}" at ${because.place} blocks the call.`);
  }

  if (strongest === 'redact') {
    const stuck = deciding.find(cannotRedact);
    if (stuck) {
      const why = `"${stuck.display_name}" asks to redact ${stuck.place}, where nothing can be replaced: blocked.`;
      return block('content_policy_violation', stuck, why);
    }
    explanation.push(`${count(deciding.length, 'finding')} replaced before the request leaves.`);
    return forward('redacted', model, deciding);
  }

  const asks = `"${because.display_name}" at ${because.place} asks for a secure model`;
  if (model.isSecure) {
    explanation.push(`${asks}, and "${model.displayName}" is one: it stays.`);
    return forward('passed', model);
  }
  const secure = policy.models.find((one) => one.isActive && one.isSecure);
  if (!secure) return block('no_secure_model', because, `${asks}, and none is active: blocked.`);
  explanation.push(
    `${asks}: "${secure.displayName}", the first active one, takes the place of "${model.displayName}".`,
  );
  return forward('rerouted', secure);
}

function explainScan(findings: Findings): string {
  const { texts, characters } = findings.scanned;
  const looked = `${count(texts, 'text')}, ${count(characters, 'character')} scanned`;
  if (findings.hits.length === 0) return `${looked}: nothing found.`;
  const rules = [...new Set(findings.hits.map((hit) => `"${hit.display_name}"`))];
  const named = rules.slice(0, 8).join(', ') + (rules.length > 8 ? ` and ${rules.length - 8} more` : '');
  return `${looked}: ${count(findings.hits.length, 'hit')} of ${named}; the strongest action is ${findings.strongest}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
