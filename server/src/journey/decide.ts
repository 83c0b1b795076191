import type { DecisionWord, Route, Stickiness } from '@tollgate/contract';
import type { GovernedModel, Snapshot } from '../catalog/snapshot.ts';
import { takenForSensitive } from '../catalog/taken-model.ts';
import type { Findings, Hit } from '../risk/rule-set.ts';
import { explainHit } from './explain-hit.ts';
import type { PinKind, Pinned, PinsFound } from './pins/pin.ts';
import { explainPins } from './pins/explain-pins.ts';
import type { ResolvedModel } from './resolve-model.ts';

export interface Forwarded {
  readonly kind: 'forward';
  readonly decision: Exclude<DecisionWord, 'blocked'>;
  readonly model: GovernedModel;
  readonly route: Route;
  /** The hits whose spans are replaced before the request leaves. */
  readonly redact: readonly Hit[];
  /** What the rules ask to be held on the secure path from here on; absent when they ask for nothing. */
  readonly sticky?: StickyRequest;
  /** What held the call on the secure path. */
  readonly pinned?: Pinned;
  readonly explanation: readonly string[];
}

export interface StickyRequest {
  readonly kind: PinKind;
  /** Id of the rule that asks for it. */
  readonly rule: string;
}

export interface Blocked {
  readonly kind: 'blocked';
  readonly decision: 'blocked';
  readonly code: 'content_policy_violation' | 'no_secure_model';
  /** The hit that decided; null when a pin did. */
  readonly because: Hit | null;
  readonly pinned?: Pinned;
  readonly explanation: readonly string[];
}

export type Decision = Forwarded | Blocked;

const noPins: PinsFound = { pinned: null, unknown: null };

/**
 * What happens to a call whose model is known and whose texts were scanned (DESIGN section 4). A pure function: the same
 * arguments give the same decision for ever, and `explanation` says each step in words. Hits in reviewed texts decide
 * nothing. A block goes before everything; a pin, or not knowing whether there is one, asks for a secure model as a rule
 * may, and what is to be redacted is redacted all the same.
 *
 * @param cannotRedact tells of a hit that stands where nothing can be replaced without breaking the request
 */
export function decide(
  resolved: ResolvedModel,
  findings: Findings,
  policy: Snapshot,
  cannotRedact: (hit: Hit) => boolean,
  pins: PinsFound = noPins,
): Decision {
  const { model } = resolved;
  const { hits, strongest } = findings;
  const explanation = [resolved.explanation, explainScan(findings)];
  const deciding = hits.filter((hit) => hit.action === strongest && !hit.is_reviewed);
  const [because = null] = deciding;
  const pinned = pins.pinned === null ? {} : { pinned: pins.pinned };

  const block = (code: Blocked['code'], hit: Hit | null, why: string): Blocked => {
    explanation.push(why);
    return { kind: 'blocked', decision: 'blocked', code, because: hit, ...pinned, explanation };
  };
  const forward = (decision: Forwarded['decision'], final: GovernedModel, redact: readonly Hit[] = []): Forwarded => {
    const route: Route = final.isSecure ? 'secure' : 'external';
    explanation.push(`"${final.displayName}" is a ${final.isSecure ? 'secure' : 'regular'} model: the ${route} path.`);
    const sticky = stickyRequest(deciding, strongest, policy);
    return { kind: 'forward', decision, model: final, route, redact, ...sticky, ...pinned, explanation };
  };

  if (because && strongest === 'block') {
    return block('content_policy_violation', because, `${explainHit(because)} blocks the call.`);
  }

  const redact = strongest === 'redact' ? deciding : [];
  if (redact.length > 0) {
    const stuck = redact.find(cannotRedact);
    if (stuck) {
      const why = `"${stuck.display_name}" asks to redact ${stuck.place}, where nothing can be replaced: blocked.`;
      return block('content_policy_violation', stuck, why);
    }
    explanation.push(`${count(redact.length, 'finding')} replaced before the request leaves.`);
  }
  const treated = redact.length > 0 ? 'redacted' : 'passed';

  const routing = strongest === 'route_secure_model' ? because : null;
  const asks = routing ? `${explainHit(routing)} asks for a secure model` : explainPins(pins, policy);
  if (asks === null) return forward(treated, model, redact);
  if (model.isSecure) {
    explanation.push(`${asks}, and "${model.displayName}" is one: it stays.`);
    return forward(treated, model, redact);
  }
  const secure = takenForSensitive(policy.models);
  if (!secure) return block('no_secure_model', routing, `${asks}, and none is active: blocked.`);
  explanation.push(
    `${asks}: "${secure.displayName}", the first active one, takes the place of "${model.displayName}".`,
  );
  return forward('rerouted', secure, redact);
}

const strength: readonly Stickiness[] = ['none', 'trace', 'session', 'instance'];

/** The widest of what the rules ask for that sent the call to a secure model. */
function stickyRequest(
  deciding: readonly Hit[],
  strongest: Findings['strongest'],
  { stickiness }: Snapshot,
): { readonly sticky?: StickyRequest } {
  if (strongest !== 'route_secure_model' || !stickiness.isOn) return {};
  let widest: StickyRequest | null = null;
  for (const { rule } of deciding) {
    const kind = stickiness.of(rule);
    if (kind === 'none' || (widest && strength.indexOf(kind) <= strength.indexOf(widest.kind))) continue;
    widest = { kind, rule };
  }
  return widest ? { sticky: widest } : {};
}

function explainScan(findings: Findings): string {
  const { texts, characters } = findings.scanned;
  const looked = `${count(texts, 'text')}, ${count(characters, 'character')} scanned`;
  if (findings.hits.length === 0) return `${looked}: nothing found.`;
  const rules = [...new Set(findings.hits.map((hit) => `"${hit.display_name}"`))];
  const named = rules.slice(0, 8).join(', ') + (rules.length > 8 ? ` and ${rules.length - 8} more` : '');
  const reviewed = findings.hits.filter((hit) => hit.is_reviewed).length;
  const without = reviewed > 0 ? `, ${reviewed} in reviewed texts, which decide nothing` : '';
  const decides = findings.strongest === null ? '' : `; the strongest action is ${findings.strongest}`;
  return `${looked}: ${count(findings.hits.length, 'hit')} of ${named}${without}${decides}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
