import { isUtf8 } from 'node:buffer';
import type { KeyHolder, Snapshot } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Who } from '../risk/audience.ts';
import { applyReviewed } from '../risk/reviewed/reviewed-texts.ts';
import type { Findings, ScanText } from '../risk/rule-set.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { Scanning } from './scanning.ts';

/** Whose request is scanned, under which rules, and what else of it would travel. */
export interface ScanSubject {
  readonly caller: KeyHolder;
  readonly model: ResolvedModel['model'];
  readonly policy: Snapshot;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Every text that would travel, under the rules in force: those of the body, and after them the caller's headers that
 * would go along. What stands in reviewed texts is marked. A rule that cannot be evaluated, or not in time, refuses the
 * call.
 */
export async function scan(
  request: GovernedRequest,
  { caller, model, policy, headers }: ScanSubject,
  scanning: Scanning,
): Promise<Findings | Refusal> {
  const texts = [...request.texts, ...Object.entries(headers).map(headerText)];
  try {
    return applyReviewed(await scanning.scan(policy.rules, texts, whoIs(caller, model)), texts, policy.reviewed);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return refusal('rules_unavailable', { detail: `a rule could not be evaluated (${name})` });
  }
}

/** Whose call it is, for the rules that read only some. @param model the one that is asked */
export function whoIs({ user, groups, instance }: KeyHolder, model: ResolvedModel['model']): Who {
  return {
    user: { id: user.id, email: user.email },
    groups,
    instance: instance && { id: instance.id, name: instance.name },
    model: { id: model.id, displayName: model.displayName },
    provider: model.upstream.provider,
  };
}

function headerText([name, value]: [string, string]): ScanText {
  const bytes = Buffer.from(value, 'latin1');
  return { place: `headers.${name}`, scope: 'other', value: isUtf8(bytes) ? bytes.toString('utf8') : value };
}
