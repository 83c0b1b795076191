import type { IncomingHttpHeaders } from 'node:http';
import type { GovernedModel, Snapshot, UpstreamTarget } from '../catalog/snapshot.ts';
import type { Wire } from '../providers/wire.ts';
import { wires } from '../providers/wires.ts';

/** What never travels, even if a provider's `forward_headers` names it: credentials, and what belongs to one connection. */
const staying =
  /^(authorization|x-api-key|api-key|x-goog-api-key|cookie|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-.*|accept-encoding|forwarded|x-real-ip|(proxy|x-forwarded|x-clawrouter|x-tollgate)-.*)$/;

/** The caller's headers that this provider would get (API.md section 5); all others are dropped unless it names them. */
export function travellingHeaders(
  wire: Pick<Wire, 'travelling'>,
  target: Pick<UpstreamTarget, 'forwardHeaders'>,
  caller: IncomingHttpHeaders,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of [...wire.travelling, ...target.forwardHeaders]) {
    const lower = name.toLowerCase();
    const value = caller[lower];
    if (typeof value === 'string' && !staying.test(lower)) headers[lower] = value;
  }
  return headers;
}

const byAnyWire = [...new Set(wires.flatMap((wire) => wire.travelling))];

/**
 * The caller's headers that may go along, whichever way the decision falls: to the model asked for, or to the first
 * active secure one.
 */
export function headersThatMayTravel(
  asked: GovernedModel,
  policy: Snapshot,
  caller: IncomingHttpHeaders,
): Record<string, string> {
  const secure = policy.models.find((model) => model.isActive && model.isSecure);
  const forwardHeaders = new Set([...asked.upstream.forwardHeaders, ...(secure?.upstream.forwardHeaders ?? [])]);
  return travellingHeaders({ travelling: byAnyWire }, { forwardHeaders }, caller);
}
