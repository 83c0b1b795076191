import type { Snapshot } from '../../catalog/snapshot.ts';
import type { Pinned, PinsFound } from './pin.ts';

const because: Readonly<Record<Pinned['by'], string>> = {
  trace: 'this run',
  session: 'this session',
  instance: 'this instance',
  text: 'what comes from its texts, some of which this request carries,',
  marks_missing: 'this instance (what was said in it is not known here yet)',
};

/** Why a pin asks for a secure model, in words; null when none does. */
export function explainPins({ pinned, unknown }: PinsFound, policy: Snapshot): string | null {
  if (pinned) {
    const { pin, by } = pinned;
    const rule = policy.rules.rules.find(({ id }) => id === pin.rule)?.display_name ?? pin.rule;
    const until = new Date(pin.expiresAtMs).toISOString();
    return `Since "${rule}" in ${pin.requestId}, ${because[by]} stays with secure models until ${until}`;
  }
  return unknown === null
    ? null
    : `It could not be told whether this session must stay with secure models (${unknown})`;
}
