/** What stands in the place of a finding. */
export function labelOf(rule: string): string {
  return `[REDACTED:${rule}]`;
}
