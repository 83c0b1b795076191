import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { Verdict } from './address-policy.ts';

/** An address that the egress rules forbid: nothing was sent to it. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'TOLLGATE_FORBIDDEN';
}

export interface EgressCheck {
  /**
   * Decides on a host by all its addresses, before (`connected` null) and after the connection.
   * @param host as it stands in the URL, without brackets
   */
  (host: string, addresses: readonly string[], connected: string | null): Verdict;
}

export interface TlsMaterial {
  /** PEM texts. A CA given here is the only one trusted. */
  readonly ca?: string | null;
  readonly cert?: string | null;
  readonly key?: string | null;
}

export interface ConnectorOptions {
  readonly check: EgressCheck;
  readonly connectTimeoutMs: number;
  readonly tls?: TlsMaterial;
}

/**
 * Opens connections for an undici pool, each one checked: the host's addresses are resolved once, all of them judged,
 * only those handed to the socket, and the peer that answered judged again. An IP literal is judged as its own address,
 * since sockets look up no literal.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { check, connectTimeoutMs, tls } = options;
  const shared = {
    allowH2: false,
    timeout: connectTimeoutMs,
    ...(tls?.ca == null ? {} : { ca: tls.ca }),
    ...(tls?.cert == null || tls.key == null ? {} : { cert: tls.cert, key: tls.key }),
  };
  const open = buildConnector({ ...shared, lookup: checkedLookup(check) });

  return (target, callback) => {
    const host = withoutBrackets(target.hostname);
    if (isIP(host) !== 0) {
      const verdict = check(host, [host], null);
      if (!verdict.allowed) return callback(new ForbiddenAddress(verdict.reason), null);
    }
    return open(target, (failure, socket) => {
      if (failure !== null) return callback(failure, null);
      const verdict = checkPeer(check, host, socket);
      if (verdict.allowed) return callback(null, socket);
      socket.on('error', () => {}).destroy();
      return callback(new ForbiddenAddress(verdict.reason), null);
    });
  };
}

function checkPeer(check: EgressCheck, host: string, socket: Socket): Verdict {
  const peer = socket.remoteAddress;
  if (peer === undefined) return { allowed: false, reason: `the connection to ${host} has no peer address` };
  return check(host, [peer], peer);
}

/** `dns.lookup` that fails when one of the addresses is forbidden. */
function checkedLookup(check: EgressCheck): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (failure, addresses) => {
      if (failure !== null) return callback(failure, []);
      const verdict = check(
        host,
        addresses.map(({ address }) => address),
        null,
      );
      if (!verdict.allowed) return callback(new ForbiddenAddress(verdict.reason), []);
      if (options.all === true) return callback(null, addresses);
      const first = addresses[0];
      if (first === undefined) return callback(new ForbiddenAddress(`${host} has no address`), []);
      return callback(null, first.address, first.family);
    });
  };
}

export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
