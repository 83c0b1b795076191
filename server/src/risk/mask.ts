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

/** What a vendor puts before its tokens to tell them apart. Only these are kept: any other start is part of the secret. */
const vendorPrefixes =
  /^(?:sk-(?:proj|svcacct|admin|ant|or)-|sk-|gsk_|xai-|pplx-|r8_|nvapi-|tvly-|hf_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|LTAI|AKID|AKLT|gh[pousr]_|github_pat_|gl[a-z]{2,6}-|xox[a-z]-|xapp-|[sr]k_(?:live|test|prod)_|whsec_|SG\.|xkeysib-|key-|npm_|pypi-|rubygems_|dckr_(?:pat|oat)_|do[op]_v1_|shp[a-z]{2}_|sntrys_|lin_api_|figd_|glsa_|hv[rsb]\.|NRAK-|PMAK-|eyJ|-----BEGIN [A-Z ]{0,30}|data:[a-z]+\/|AGE-SECRET-KEY-1|PuTTY-User-Key-File)/;

function vendorPrefix(finding: string): string {
  return vendorPrefixes.exec(finding)?.[0] ?? '';
}

function maskedAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${firstOf(local)}***@***${domain.slice(domain.lastIndexOf('.'))}`;
}

/** The first character, whole. */
function firstOf(text: string): string {
  return text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0);
}
