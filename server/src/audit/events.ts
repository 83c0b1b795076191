import type {
  Attempt,
  Cost,
  HitRecord,
  FinalStatus,
  Route,
  DecisionWord,
  ScannedRecord,
  Usage,
} from '@tollgate/contract';

/**
 * The events of which the record is made. One call's life: `open → attempt* → settle`, with `captured` bytes between;
 * a call without a settle is `open` until recovery finds it and settles it as `interrupted`. A settle that arrives for
 * a call already settled is kept as a correction, never as an edit.
 *
 * Each event has a head (JSON, snake_case, kept verbatim) and opaque payload parts. A journal numbers its events
 * without gaps: (journal id, sequence) names one event for ever.
 */
export const eventKinds = [
  'open',
  'attempt',
  'captured',
  'settle',
  'denials',
  'tombstone',
  'access',
  'correction',
] as const;

export const partPayloads = ['request_received', 'request_sent', 'response_received', 'response_sent'] as const;
export type PartPayload = (typeof partPayloads)[number];

/**
 * `identity`: the bytes themselves; the parts of one payload follow each other in event order.
 * `splices`: JSON `[[start, end, "base64"], …]`, byte ranges of the counterpart (`request_received` for `request_sent`,
 * `response_received` for `response_sent`) that are replaced, in ascending order; all else is equal to it.
 */
export const partEncodings = ['identity', 'splices'] as const;
export type PartEncoding = (typeof partEncodings)[number];

export interface PayloadPart {
  readonly payload: PartPayload;
  readonly encoding: PartEncoding;
  readonly bytes: Uint8Array;
}

/** Everything known before the provider hears anything. Steps that were not reached leave null. */
export interface OpenHead {
  readonly request_id: string;
  /** RFC 3339 UTC with milliseconds: the time inside `request_id`. */
  readonly at: string;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly client_request_id: string | null;
  readonly user: { readonly id: string; readonly email: string } | null;
  readonly instance: { readonly id: string; readonly name: string } | null;
  readonly key: { readonly id: string | null; readonly prefix: string } | null;
  readonly client_address: string | null;
  readonly user_agent: string | null;
  readonly protocol: string;
  readonly endpoint: string;
  readonly stream: boolean | null;
  readonly requested_model: string | null;
  readonly selected_model: string | null;
  readonly final_model: string | null;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly provider_model: string | null;
  readonly route: Route | null;
  readonly decision: DecisionWord | null;
  readonly policy_version: number | null;
  readonly explanation: readonly string[];
  readonly hits: readonly HitRecord[];
  readonly scanned: ScannedRecord | null;
  readonly timings_ms: { readonly queue: number | null; readonly scan: number | null };
}

/** A further try at the provider; the first one is announced by the open event. */
export interface AttemptHead {
  readonly request_id: string;
  readonly number: number;
  readonly at: string;
  readonly reason: string;
}

/** Bytes of a running stream. */
export interface CapturedHead {
  readonly request_id: string;
}

export interface SettleHead {
  readonly request_id: string;
  readonly settled_at: string;
  readonly status: FinalStatus;
  readonly http_status: number | null;
  readonly error_code: string | null;
  /** For administrators: never content, secrets or credentials. */
  readonly error_detail: string | null;
  readonly provider_request_id: string | null;
  readonly attempts: readonly Attempt[];
  readonly usage: Usage | null;
  readonly usage_reported: unknown;
  readonly cost: Cost | null;
  /** Ids of the tool calls that the answer issued, without punctuation, for the links between calls. */
  readonly tool_calls: readonly string[];
  readonly timings_ms: {
    readonly record: number | null;
    readonly first_token: number | null;
    readonly total: number | null;
  };
}

/** How many refused strangers were only counted, since one before it. */
export interface DenialsHead {
  readonly since: string;
  readonly until: string;
  readonly count: number;
}

export type EventDraft =
  | { readonly kind: 'open'; readonly head: OpenHead; readonly parts: readonly PayloadPart[] }
  | { readonly kind: 'attempt'; readonly head: AttemptHead; readonly parts: readonly [] }
  | { readonly kind: 'captured'; readonly head: CapturedHead; readonly parts: readonly PayloadPart[] }
  | { readonly kind: 'settle'; readonly head: SettleHead; readonly parts: readonly PayloadPart[] }
  | { readonly kind: 'denials'; readonly head: DenialsHead; readonly parts: readonly [] };

/** An event as it is read back from a journal. */
export type JournalEvent = EventDraft & { readonly journalId: string; readonly sequence: bigint };
