import type { Route } from '@tollgate/contract';
import { Agent, type Dispatcher } from 'undici';
import { externalAllows, localOnlyAllows, readSecureRules, secureAllows, type Verdict } from './address-policy.ts';
import { createConnector, type EgressCheck, type TlsMaterial } from './connector.ts';
import { decoded } from './decode-body.ts';
import { Exchange } from './exchange.ts';
import { type UpstreamAnswer, UpstreamFailure, type UpstreamPath, type UpstreamRequest } from './path.ts';
import { createProxyAgent } from './proxy-agent.ts';

/**
 * The way out to hosted providers, and to self-hosted ones marked `local`. A hosted provider's call goes through
 * `egressProxy` when there is one; a local provider's goes straight, and may then only go to the company's own network.
 * Each kind of provider has pools of its own: a connection opened to a private address never serves a hosted one.
 */
export function createExternalPath(options: {
  /** URL of an HTTP proxy. */
  readonly egressProxy?: string | null;
  /** Connections to one origin; null for as many as there are calls. */
  readonly connectionsMax?: number | null;
}): UpstreamPath {
  const { egressProxy = null, connectionsMax = null } = options;
  return createPath('external', (isLocal, connectTimeoutMs) => {
    if (egressProxy !== null && !isLocal) {
      const check: EgressCheck = (_, addresses) => all(addresses, (address) => externalAllows(address, false));
      return createProxyAgent({ proxy: egressProxy, check, connectTimeoutMs, connectionsMax });
    }
    const allows = egressProxy === null ? (address: string) => externalAllows(address, isLocal) : localOnlyAllows;
    const check: EgressCheck = (_, addresses) => all(addresses, allows);
    return createAgent({ check, connectTimeoutMs, connectionsMax });
  });
}

/**
 * The way to secure models: only to hosts that the secure rules allow, never through a proxy.
 * `ca`, `cert` and `key` are PEM texts; a CA given here is the only one trusted.
 * @throws RangeError when an entry of `hosts` or `cidrs` cannot be read
 */
export function createSecurePath(
  options: {
    /** TOLLGATE_SECURE_HOSTS; null for the default. */
    readonly hosts: readonly string[] | null;
    /** TOLLGATE_SECURE_CIDRS; null for the default. */
    readonly cidrs: readonly string[] | null;
    readonly connectionsMax?: number | null;
  } & TlsMaterial,
): UpstreamPath {
  const rules = readSecureRules(options);
  const check: EgressCheck = (host, addresses, connected) => secureAllows(host, addresses, connected, rules);
  const { connectionsMax = null } = options;
  return createPath('secure', (_, connectTimeoutMs) =>
    createAgent({ check, connectTimeoutMs, connectionsMax, tls: options }),
  );
}

function createAgent(options: {
  readonly check: EgressCheck;
  readonly connectTimeoutMs: number;
  readonly connectionsMax: number | null;
  readonly tls?: TlsMaterial;
}): Dispatcher {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    connections: options.connectionsMax,
    connect: createConnector(options),
  });
}

type AgentFactory = (isLocal: boolean, connectTimeoutMs: number) => Dispatcher;

/** A path over agents made when first needed: one for each kind of provider and connect time-out. */
function createPath(route: Route, createAgentFor: AgentFactory): UpstreamPath {
  const agents = new Map<string, Dispatcher>();
  const agentFor = (isLocal: boolean, connectTimeoutMs: number): Dispatcher => {
    const key = `${isLocal ? 'local' : 'hosted'} ${connectTimeoutMs}`;
    let agent = agents.get(key);
    if (agent === undefined) agents.set(key, (agent = createAgentFor(isLocal, connectTimeoutMs)));
    return agent;
  };
  const locate = createLocator();

  return {
    route,
    send(request: UpstreamRequest): Promise<UpstreamAnswer> {
      const target = locate(request.url);
      if (target === null) return Promise.reject(new UpstreamFailure('connect', 'the URL is none that can be reached'));
      const exchange = new Exchange(target.host, request.timeouts, request.signal);
      if (request.signal.aborted) return exchange.answer;
      const agent = agentFor(route === 'external' && request.isLocal, request.timeouts.connect_ms);
      dispatch(agent, target, request, exchange);
      return exchange.answer.then((answer) => decoded(answer, () => exchange.cancel()));
    },
    async close(): Promise<void> {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function dispatch(agent: Dispatcher, target: Target, request: UpstreamRequest, exchange: Exchange): void {
  const options: Dispatcher.DispatchOptions = {
    origin: target.origin,
    path: target.path,
    method: request.body === null ? 'GET' : 'POST',
    headers: { ...request.headers, 'accept-encoding': 'identity' },
    body: request.body,
    // A POST is never sent twice by a pool, nor is anything written behind it.
    idempotent: false,
    blocking: true,
    // The exchange keeps time itself: it knows when the first byte is due, and when a reader has paused.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  try {
    agent.dispatch(options, exchange);
  } catch (error) {
    exchange.onResponseError(null, error instanceof Error ? error : new Error(String(error)));
  }
}

function all(addresses: readonly string[], allows: (address: string) => Verdict): Verdict {
  if (addresses.length === 0) return { allowed: false, reason: 'the host has no address' };
  return addresses.map(allows).find((verdict) => !verdict.allowed) ?? { allowed: true };
}

interface Target {
  readonly origin: string;
  readonly host: string;
  readonly path: string;
}

/** Takes URLs apart, remembering the few that a gateway calls over and over. */
function createLocator(): (url: string) => Target | null {
  const known = new Map<string, Target>();
  return (url) => {
    const remembered = known.get(url);
    if (remembered !== undefined) return remembered;
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
    const target = { origin: parsed.origin, host: parsed.host, path: `${parsed.pathname}${parsed.search}` };
    if (known.size >= 1000) known.clear();
    known.set(url, target);
    return target;
  };
}
