import type { IncomingHttpHeaders } from 'node:http';
import type { Continuation } from './conversations.ts';
import type { CarriedId } from '../providers/request/governed-request.ts';
import { newId } from '../platform/ids.ts';

export interface Identifiers {
  readonly traceId: string;
  readonly sessionId: string;
  readonly clientRequestId: string | null;
  /** No source named a trace. */
  readonly isTraceNew: boolean;
  /** No source named a session. */
  readonly isSessionNew: boolean;
}

/** Printable ASCII, at most 256 characters: what may stand in an id that a caller chose. */
const acceptable = /^[\x21-\x7e]{1,256}$/;

type Source = () => string | null | undefined;

/**
 * Names the trace and the session of a call: the first source of DESIGN section 3 that gives an acceptable value, else
 * the run of the call whose tool results are sent, else a new trace; and the session of the call that this one goes on
 * from, else that of its own trace. Ids of callers are unique per user only.
 */
export function identify(
  headers: IncomingHttpHeaders,
  carried: Readonly<Partial<Record<CarriedId, string | null>>>,
  continues: Continuation | null,
): Identifiers {
  const header = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
  const codex = jsonMember(header('x-codex-turn-metadata'), 'turn_id');
  const namedTrace = first(
    () => header('x-trace-id'),
    () => header('x-openclaw-run-id'),
    () => (header('x-clawrouter-client') ? /^(.+):model:\d+$/.exec(header('x-request-id') ?? '')?.[1] : null),
    () => codex,
    () => carried['client_metadata.turn_id'],
    () => traceOfTraceparent(header('traceparent')),
    () => carried.trace_id,
    () => carried['metadata.trace_id'],
    () => (continues?.isSameRun ? continues.call.traceId : null),
  );
  const traceId = namedTrace ?? newId('trc');
  const inHeaders = (...names: readonly string[]): Source[] => names.map((name) => () => header(name));
  const namedSession = first(
    ...inHeaders('x-clawrouter-session-id', 'x-openclaw-session-key', 'x-claude-code-session-id'),
    () => carried['metadata.user_id'],
    ...inHeaders('session-id', 'session_id', 'x-session-id', 'x-session-affinity', 'x-opencode-session'),
    () => carried.session_id,
    () => carried['metadata.session_id'],
    () => carried['client_metadata.session_id'],
    () => carried.conversation,
    () => carried.prompt_cache_key?.replace(/:\d+$/, ''),
  );
  return {
    traceId,
    sessionId: namedSession ?? continues?.call.sessionId ?? traceId,
    clientRequestId: first(() => header('x-request-id')),
    isTraceNew: namedTrace === null,
    isSessionNew: namedSession === null,
  };
}

function first(...sources: readonly Source[]): string | null {
  for (const source of sources) {
    const value = source();
    if (typeof value === 'string' && acceptable.test(value)) return value;
  }
  return null;
}

/** The trace id of a W3C `traceparent` (Trace Context, section 3.2); all zeros means none. */
function traceOfTraceparent(value: string | null): string | null {
  const id = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(value ?? '')?.[1];
  return id && !/^0+$/.test(id) ? id : null;
}

function jsonMember(text: string | null, name: string): string | null {
  if (text === null || text.length > 4096) return null;
  try {
    const value = (JSON.parse(text) as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
