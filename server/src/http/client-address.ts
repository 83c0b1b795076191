import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Where a request really comes from, as far as it can be believed. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * The peer's address; behind a trusted proxy the last address of `X-Forwarded-For` that is not a trusted proxy itself.
 * Without trusted proxies nothing is believed from any header.
 */
export function clientAddressReader(trustedProxies: readonly string[]): ClientAddress {
  const ranges = trustedProxies.map((cidr) => ipaddr.parseCIDR(cidr));
  const isTrusted = (address: string): boolean => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
  };
  return (request) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    if (ranges.length === 0 || !isTrusted(peer)) return peer;
    const header = request.headers['x-forwarded-for'];
    const chain = (Array.isArray(header) ? header.join(',') : (header ?? ''))
      .split(',')
      .map((one) => plain(one.trim()));
    const outside = chain.toReversed().find((address) => !isTrusted(address));
    return outside && ipaddr.isValid(outside) ? outside : peer;
  };
}

/** IPv4-mapped IPv6 as plain IPv4. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
