import type { Snapshot } from '../catalog/snapshot.ts';
import type { ChatRequest } from '../providers/openai/chat-request.ts';
import type { Findings } from '../risk/rule-set.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Every text of the request under the rules in force. A rule that cannot be evaluated refuses the call. */
export function scan(request: ChatRequest, policy: Snapshot): Findings | Refusal {
  try {
    return policy.rules.scan(request.texts);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return refusal('rules_unavailable', { detail: `a rule could not be evaluated (${name})` });
  }
}
