import type { Hit } from '../risk/rule-set.ts';

/** A hit in words, with its rule, its place, and why it counts: `"Payment card number" at messages[2].content (hidden by base64; passes luhn; near "card")`. */
export function explainHit({ display_name, place, disguises, why }: Hit): string {
  const reasons = [
    disguises && `hidden by ${disguises.join(' in ')}`,
    why?.validator && `passes ${why.validator}`,
    why?.context && `near ${why.context.map((word) => `"${word}"`).join(', ')}`,
  ].filter((reason) => reason !== undefined);
  return `"${display_name}" at ${place}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`;
}
