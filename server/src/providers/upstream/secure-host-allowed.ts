import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { readSecureRules, secureAllows } from './address-policy.ts';
import { withoutBrackets } from './connector.ts';

/**
 * Whether the secure path would connect to a URL's host, as it resolves now. For telling an administrator early: what
 * holds is the check in the connector, at each connection.
 * @param settings TOLLGATE_SECURE_HOSTS and TOLLGATE_SECURE_CIDRS; null for the defaults
 */
export async function secureHostAllowed(
  url: string,
  settings: { readonly hosts: readonly string[] | null; readonly cidrs: readonly string[] | null },
): Promise<{ allowed: boolean; reason?: string; addresses?: readonly string[] }> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    return { allowed: false, reason: 'not an http or https URL' };
  const host = withoutBrackets(parsed.hostname);
  try {
    const addresses = isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host];
    return { ...secureAllows(host, addresses, null, readSecureRules(settings)), addresses };
  } catch {
    return { allowed: false, reason: `${host} does not resolve` };
  }
}
