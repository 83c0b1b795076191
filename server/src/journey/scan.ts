import { isUtf8 } from 'node:buffer';
import type { Snapshot } from '../catalog/snapshot.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import type { Findings, ScanText } from '../risk/rule-set.ts';
import { type Refusal, refusal } from './refusal.ts';

/**
 * Every text that would travel, under the rules in force: those of the body, and after them the caller's headers that
 * would go along. A rule that cannot be evaluated refuses the call.
 */
export function scan(
  request: GovernedRequest,
  policy: Snapshot,
  headers: Readonly<Record<string, string>> = {},
): Findings | Refusal {
  try {
    return policy.rules.scan([...request.texts, ...Object.entries(headers).map(headerText)]);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return refusal('rules_unavailable', { detail: `a rule could not be evaluated (${name})` });
  }
}

function headerText([name, value]: [string, string]): ScanText {
  const bytes = Buffer.from(value, 'latin1');
  return { place: `headers.${name}`, scope: 'other', value: isUtf8(bytes) ? bytes.toString('utf8') : value };
}
