import ipaddr from 'ipaddr.js';

/**
 * What an address is for. `public` alone may be reached by everybody; every other class has an owner who has to say so.
 */
export type AddressClass =
  | 'public'
  | 'private'
  | 'unique_local'
  | 'loopback'
  | 'link_local'
  | 'metadata'
  | 'carrier_grade_nat'
  | 'unspecified'
  | 'multicast'
  | 'reserved'
  | 'not_an_address';

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;
export type Cidr = [Parsed, number];

/**
 * The one table of ranges (IANA special-purpose registries for IPv4 and IPv6, and the addresses at which clouds serve
 * instance credentials). The first match counts, so single addresses stand above the ranges that hold them.
 */
const ipv4Ranges = table([
  ['169.254.169.254/32', 'metadata'],
  ['169.254.170.2/32', 'metadata'],
  ['100.100.100.200/32', 'metadata'],
  ['168.63.129.16/32', 'metadata'],
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier_grade_nat'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link_local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'reserved'],
  ['192.31.196.0/24', 'reserved'],
  ['192.52.193.0/24', 'reserved'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'reserved'],
  ['203.0.113.0/24', 'reserved'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
]);

/** Only 2000::/3 is handed out for the Internet; what is not named here is `reserved`. */
const ipv6Ranges = table([
  ['fd00:ec2::254/128', 'metadata'],
  ['fd20:ce::254/128', 'metadata'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fe80::/10', 'link_local'],
  ['fec0::/10', 'reserved'],
  ['fc00::/7', 'unique_local'],
  ['ff00::/8', 'multicast'],
  // Teredo, ORCHID, benchmarking and the other IETF assignments; documentation; 6to4: none is a provider's address, and
  // Teredo and 6to4 hide an IPv4 address.
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'reserved'],
  ['2002::/16', 'reserved'],
  ['2620:4f:8000::/48', 'reserved'],
  ['3fff::/20', 'reserved'],
  ['2000::/3', 'public'],
]);

/** NAT64's well-known prefix (RFC 6052): the last 32 bits are the IPv4 address that is really reached. */
const nat64: Cidr = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * The address really meant: IPv4 out of its IPv4-mapped (`::ffff:10.0.0.1`) and NAT64 (`64:ff9b::10.0.0.1`) forms.
 * NAT64's local prefix 64:ff9b:1::/48 does not tell where its IPv4 address stands, so it stays as it is (`reserved`).
 * @returns null when `address` is no IP address
 */
export function parseAddress(address: string): Parsed | null {
  const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
  // The library also reads `127.1`, `0x7f000001` and `0177.0.0.1`, which resolvers and sockets never give.
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  // `::127.0.0.1` is the deprecated IPv4-compatible form, an address of its own; the library reads it as a mapped one.
  const compatible = /^::([0-9.]+)$/.exec(bare)?.[1];
  if (compatible !== undefined)
    return new ipaddr.IPv6([...Array<number>(12).fill(0), ...ipaddr.IPv4.parse(compatible).octets]);
  const parsed = ipaddr.process(bare);
  if (!(parsed instanceof ipaddr.IPv6) || !parsed.match(nat64)) return parsed;
  return new ipaddr.IPv4(parsed.toByteArray().slice(12));
}

/** The class of an address; `not_an_address` for anything that is none. */
export function classOf(address: string): AddressClass {
  const parsed = parseAddress(address);
  if (parsed === null) return 'not_an_address';
  if (parsed instanceof ipaddr.IPv4) return firstMatch(parsed, ipv4Ranges) ?? 'public';
  return firstMatch(parsed, ipv6Ranges) ?? 'reserved';
}

/**
 * Reads `10.0.0.0/8`, `fd00::/8`, or a single address.
 * @throws RangeError when it is neither
 */
export function parseCidr(text: string): Cidr {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return ipaddr.parseCIDR(text);
  if (ipaddr.IPv6.isValidCIDR(text)) return unmapped(ipaddr.IPv6.parseCIDR(text));
  const single = text.includes('/') ? null : parseAddress(text);
  if (single === null) throw new RangeError(`not an address range: ${JSON.stringify(text)}`);
  return [single, single instanceof ipaddr.IPv4 ? 32 : 128];
}

/** Whether the address (in its unwrapped form) lies in one of the ranges. */
export function liesIn(address: string, ranges: readonly Cidr[]): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && ranges.some((range) => range[0].kind() === parsed.kind() && parsed.match(range));
}

/** Addresses are compared in their unwrapped form, so a range of mapped ones has to be as well. */
function unmapped([address, bits]: [ipaddr.IPv6, number]): Cidr {
  return address.isIPv4MappedAddress() && bits >= 96 ? [address.toIPv4Address(), bits - 96] : [address, bits];
}

function table(rows: readonly (readonly [string, AddressClass])[]): readonly (readonly [Cidr, AddressClass])[] {
  return rows.map(([range, name]) => [ipaddr.parseCIDR(range), name]);
}

function firstMatch(address: Parsed, rows: readonly (readonly [Cidr, AddressClass])[]): AddressClass | null {
  return rows.find(([range]) => address.match(range))?.[1] ?? null;
}
