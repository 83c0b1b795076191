import { errorCatalogue } from '@tollgate/contract';
import type { Findings } from '../risk/rule-set.ts';
import type { Call } from './call.ts';
import type { Blocked } from './decide.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What a person reads when policy blocked the call: the rule, the place, what to do, and the id to ask about. */
export function blockedRefusal(call: Call, decision: Blocked, findings: Findings): Refusal {
  const { because, code } = decision;
  const trace = `Trace ${call.draft.head.trace_id}.`;
  const { status } = errorCatalogue[code];
  const refused = (message: string, param: string | null): Refusal =>
    refusal(code, { status: 'blocked', httpStatus: status, message, param });
  if (because === null) {
    return refused(
      `Not sent: this conversation must stay with a secure model because of what was in it before, and none is active. Start a new session, or ask an administrator to activate a secure model. ${trace}`,
      null,
    );
  }
  const place = `${because.place} (${because.scope.replace('_', ' ')})`;
  const others = findings.hits.filter((hit) => hit.action === because.action && !hit.is_reviewed).length - 1;
  const more = others > 0 ? ` and ${others} more ${others === 1 ? 'place' : 'places'}` : '';
  const message =
    code === 'no_secure_model'
      ? `Not sent: "${because.display_name}" was found in ${place}${more}. Only a secure model may see that, and none is active. Remove it or start a new session, or ask an administrator to activate a secure model. ${trace}`
      : `Blocked by company policy: "${because.display_name}" was found in ${place}${more}. It stays in the history of this conversation, so start a new session or remove it. ${trace}`;
  return refused(message, because.place);
}
