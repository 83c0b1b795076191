import type { Rule } from '@tollgate/contract';

/**
 * A finding as the record shows it: enough to know it by, never the finding itself. Secrets keep nothing but the prefix
 * that names their vendor; addresses their first letter and last label; numbers their last digits.
 */
export function maskedSample(rule: Pick<Rule, 'category' | 'kind'>, finding: string): string {
  if (rule.category === 'security') return `${vendorPrefix(finding)}****`;
  if (/^[^\s@]+@[^\s@]+$/.test(finding)) return maskedAddress(finding);
  const digits = finding.replace(/\D/g, '');
  if (digits.length >= 9) return `****${digits.slice(-4)}`;
  if (digits.length >= 6) return `****${digits.slice(-2)}`;
  return `${firstOf(finding)}***`;
}

function vendorPrefix(finding: string): string {
  return (
    /^(?:sk-(?:proj|svcacct|admin|ant|or)-|sk-|[A-Za-z][A-Za-z0-9]{1,8}_(?:live_|test_|pat_)?|AKIA|ASIA|AIza|LTAI|AKID|ya29\.|SG\.|xox[a-z]-|gl[a-z]{2,6}-|-----BEGIN [A-Z ]{0,30}|eyJ|hf_|npm_)/.exec(
      finding,
    )?.[0] ?? ''
  );
}

function maskedAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${firstOf(local)}***@***${domain.slice(domain.lastIndexOf('.'))}`;
}

/** The first character, whole. */
function firstOf(text: string): string {
  return text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0);
}
