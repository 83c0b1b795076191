import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { type EgressCheck, ForbiddenAddress, withoutBrackets } from './connector.ts';

/**
 * The way out through an egress proxy: every target is tunnelled (CONNECT), so that the check below sees each new
 * connection. The proxy resolves names itself; what resolves here is judged all the same, so that a name of the
 * company's own network is refused. A name that only the proxy knows is left to it.
 */
export function createProxyAgent(options: {
  readonly proxy: string;
  readonly check: EgressCheck;
  readonly connectTimeoutMs: number;
  readonly connectionsMax: number | null;
}): Dispatcher {
  const { proxy, check, connectTimeoutMs, connectionsMax } = options;
  return new ProxyAgent({
    uri: proxy,
    proxyTunnel: true,
    allowH2: false,
    connectTimeout: connectTimeoutMs,
    factory: (origin, poolOptions) => {
      const { connect, ...rest } = poolOptions as Pool.Options & { connect: buildConnector.connector };
      return new Pool(origin, {
        ...rest,
        connections: connectionsMax,
        connect: (target, callback) => {
          const withinTime = onceWithin(connectTimeoutMs, callback);
          judge(withoutBrackets(target.hostname), check).then(
            () => connect(target, withinTime),
            (failure: Error) => withinTime(failure, null),
          );
        },
      });
    },
  });
}

async function judge(host: string, check: EgressCheck): Promise<void> {
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  if (addresses.length === 0) return;
  const verdict = check(host, addresses, null);
  if (!verdict.allowed) throw new ForbiddenAddress(verdict.reason);
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    // Many networks resolve outside names only at their proxy.
    return [];
  }
}

/** The proxy's answer to CONNECT is under no time limit of undici's that is as short as ours. */
function onceWithin(timeoutMs: number, callback: buildConnector.Callback): buildConnector.Callback {
  let isSettled = false;
  const timer = setTimeout(() => {
    isSettled = true;
    callback(new Error(`no tunnel through the egress proxy within ${timeoutMs} ms`), null);
  }, timeoutMs);
  return (...result) => {
    if (isSettled) {
      result[1]?.on('error', () => {}).destroy();
      return;
    }
    isSettled = true;
    clearTimeout(timer);
    callback(...result);
  };
}
