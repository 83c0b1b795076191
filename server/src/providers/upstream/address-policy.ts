import { type AddressClass, type Cidr, classOf, liesIn, parseAddress, parseCidr } from './address-class.ts';

/** Whether an address may be connected to, and why not (for administrators). */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

const allowed: Verdict = { allowed: true };

const ownedByUs: ReadonlySet<AddressClass> = new Set(['private', 'unique_local', 'loopback']);

/**
 * The external path's rule: public addresses; for a provider marked `local` also loopback, private and unique-local
 * ones. Link-local, metadata, carrier-grade NAT, multicast and reserved addresses are nobody's provider.
 */
export function externalAllows(address: string, isLocal: boolean): Verdict {
  const found = classOf(address);
  if (found === 'public' || (isLocal && ownedByUs.has(found))) return allowed;
  return refuse(`the external path does not connect to ${address} (${found.replaceAll('_', ' ')})`);
}

/**
 * A local provider goes around the egress proxy, which would not reach the company's own network; so it may then not
 * be on the Internet.
 */
export function localOnlyAllows(address: string): Verdict {
  const found = classOf(address);
  if (ownedByUs.has(found)) return allowed;
  return refuse(
    `beside the egress proxy only loopback, private and unique-local addresses are reached, not ${address}`,
  );
}

export interface SecureRules {
  readonly hosts: readonly HostRule[];
  readonly cidrs: readonly Cidr[];
}

type HostRule =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'below'; readonly suffix: string }
  | { readonly kind: 'range'; readonly range: Cidr };

/** Where the secure path may go when nobody says otherwise: loopback, RFC 1918, unique-local. */
export const secureDefaults: readonly string[] = [
  '127.0.0.0/8',
  '::1/128',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
];

/**
 * Reads TOLLGATE_SECURE_HOSTS (names, `*.` wildcards, ranges, addresses) and TOLLGATE_SECURE_CIDRS; null is the default.
 * @throws RangeError naming the entry that is none
 */
export function readSecureRules(settings: {
  hosts: readonly string[] | null;
  cidrs: readonly string[] | null;
}): SecureRules {
  return {
    hosts: (settings.hosts ?? secureDefaults).map(readHostRule),
    cidrs: (settings.cidrs ?? secureDefaults).map(parseCidr),
  };
}

/**
 * The secure path's rule. The host matches one of `hosts`: by name, or because all its addresses lie in ranges listed
 * there; and all its addresses, and the one really connected to, lie in `cidrs`. Metadata addresses never pass.
 * @param connected the address of the open connection; null before there is one
 */
export function secureAllows(
  host: string,
  addresses: readonly string[],
  connected: string | null,
  rules: SecureRules,
): Verdict {
  if (addresses.length === 0) return refuse(`${host} has no address`);
  const reached = connected === null ? addresses : [...addresses, connected];
  for (const address of reached) {
    if (classOf(address) === 'metadata') return refuse(`${address} is a metadata address`);
    if (!liesIn(address, rules.cidrs)) return refuse(`${host} is at ${address}, outside TOLLGATE_SECURE_CIDRS`);
  }
  const name = canonicalHost(host);
  const byName = rules.hosts.some((rule) => rule.kind !== 'range' && nameMatches(name, rule));
  if (byName) return allowed;
  const ranges = rules.hosts.flatMap((rule) => (rule.kind === 'range' ? [rule.range] : []));
  if (reached.every((address) => liesIn(address, ranges))) return allowed;
  return refuse(`${host} matches nothing in TOLLGATE_SECURE_HOSTS`);
}

function readHostRule(text: string): HostRule {
  const entry = canonicalHost(text);
  if (entry.includes('/') || parseAddress(entry) !== null) return { kind: 'range', range: parseCidr(entry) };
  const name = entry.startsWith('*.') ? entry.slice(2) : entry;
  if (!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(name)) {
    throw new RangeError(`not a host name, wildcard or range: ${JSON.stringify(text)}`);
  }
  return entry.startsWith('*.') ? { kind: 'below', suffix: `.${name}` } : { kind: 'name', name };
}

function nameMatches(name: string, rule: Exclude<HostRule, { kind: 'range' }>): boolean {
  return rule.kind === 'name' ? name === rule.name : name.endsWith(rule.suffix);
}

function canonicalHost(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, '');
}

function refuse(reason: string): Verdict {
  return { allowed: false, reason };
}
