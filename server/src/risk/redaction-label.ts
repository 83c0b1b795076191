const begin = '[REDACTED:';
/** The longest id of a rule, and what stands around it. */
const lengthMax = 80;
const whole = /^\[REDACTED:([a-z0-9_]{2,64})\]/;

/** What stands in the place of a finding. */
export function labelOf(rule: string): string {
  return `${begin}${rule}]`;
}

/**
 * Whether [start, end) lies within a label of one of these rules. Ids are words, which rules may look for; nothing else is
 * taken for a label, or a secret could hide in one.
 */
export function isInLabel(text: string, start: number, end: number, rules: ReadonlySet<string>): boolean {
  const from = Math.max(0, start - lengthMax);
  const at = text.slice(from, start).lastIndexOf(begin);
  if (at < 0) return false;
  const [label, rule] = whole.exec(text.slice(from + at, from + at + lengthMax)) ?? [];
  return label !== undefined && rule !== undefined && rules.has(rule) && end <= from + at + label.length;
}
