import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { ProblemError } from './problem.ts';

export interface HostRules {
  /** `TOLLGATE_PUBLIC_URL`: the origin under which people come; null when there is none. */
  readonly publicUrl: string | null;
  /** The address or name that the listener was given. */
  readonly boundHost: string;
}

/**
 * Refuses requests that were made for another host: a page of a stranger's whose name resolves to this address (DNS
 * rebinding) would otherwise speak to the admin API from inside a person's browser. And refuses changes that another
 * origin's page asks for.
 * @throws ProblemError 421 for the host, 403 for the origin
 */
export function checkHost(request: FastifyRequest, rules: HostRules): void {
  const host = request.host;
  if (!isOurHost(host, request.socket.localAddress, rules)) {
    throw new ProblemError(421, 'This host is not served here. TOLLGATE_PUBLIC_URL names the one that is.');
  }
  const { origin } = request.headers;
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return;
  const from = URL.parse(origin);
  const isOurs = from !== null && (from.host === host.toLowerCase() || from.origin === originOf(rules.publicUrl));
  if (!isOurs) throw new ProblemError(403, 'Changes are not taken from pages of another origin.');
}

function isOurHost(host: string, localAddress: string | undefined, rules: HostRules): boolean {
  const name = nameOf(host);
  if (name === null) return false;
  if (isLoopback(name)) return true;
  if (rules.publicUrl !== null) return host.toLowerCase() === URL.parse(rules.publicUrl)?.host;
  return name === nameOf(rules.boundHost) || (localAddress !== undefined && name === plainAddress(localAddress));
}

/** The host without its port, as a URL would hold it; null for what is none. */
function nameOf(host: string): string | null {
  const url = URL.parse(`http://${isIP(host) === 6 ? `[${host}]` : host}`);
  if (url === null || url.pathname !== '/' || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || (isIP(name) !== 0 && ipaddr.process(name).range() === 'loopback');
}

function plainAddress(address: string): string {
  return ipaddr.process(address).toString();
}

function originOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(url)?.origin ?? null);
}
