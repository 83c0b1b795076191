import type { PriceComparison } from '../cost/compare-prices.ts';
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
 * a call already settled is kept as a correction, never as an edit. The other kinds are not of one call: who did what
 * (`administration`, `access`, `tombstone`), and what the record needs to prove itself (`begin`, `key`, `heads`,
 * `epoch`, `retention`, `damage`).
 *
 * Each event has a head (JSON, snake_case, kept verbatim, never secret) and at most one sealed content. A journal
 * numbers its events without gaps: (journal id, sequence) names one event for ever; and it chains them (chain.ts).
 * The order of this list is on disk: it only ever grows.
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
  'begin',
  'key',
  'heads',
  'administration',
  'retention',
  'damage',
  'epoch',
] as const;

/**
 * What a sealed content may hold. `response_view` is the answer of a stream as one message (JSON), `response_times` when
 * its bytes came (JSON `[[bytes, ms], …]`, both since the entry before), `query` the text that somebody searched for.
 */
export const partPayloads = [
  'request_received',
  'request_sent',
  'response_received',
  'response_sent',
  'response_view',
  'response_times',
  'query',
] as const;
export type PartPayload = (typeof partPayloads)[number];

/**
 * `identity`: the bytes themselves; the parts of one payload follow each other in event order.
 * `splices`: JSON `[[start, end, "base64"], …]`, byte ranges of the counterpart (`request_received` for `request_sent`,
 * `response_received` for `response_sent`) that are replaced, in ascending order; all else is equal to it.
 * `copies`: JSON `[[start, end] | "base64", …]`, byte ranges of the counterpart and bytes of its own, in their order.
 * `manifest`: JSON that says how `request_received` is put together from content that is in the record already and the
 * `identity` bytes of the same payload in the same content (payloads/manifest.ts).
 */
export const partEncodings = ['identity', 'splices', 'manifest', 'copies'] as const;
export type PartEncoding = (typeof partEncodings)[number];

export interface PayloadPart {
  readonly payload: PartPayload;
  readonly encoding: PartEncoding;
  readonly bytes: Uint8Array;
}

/** The payload parts of one event, compressed and encrypted as one (vault/vault.ts). */
export interface SealedContent {
  /** Which data key opens it: the 16 bytes of a UUID. */
  readonly keyId: Uint8Array;
  /** SHA-256(salt ‖ encoded parts), 32 bytes; the salt is inside the box. The chain holds this, never the box. */
  readonly commitment: Uint8Array;
  /** The erasure epoch in which it was composed. */
  readonly epoch: number;
  readonly box: Uint8Array;
}

/** Everything known before the provider hears anything. Steps that were not reached leave null. */
export interface OpenHead {
  readonly request_id: string;
  /** RFC 3339 UTC with milliseconds: the time inside `request_id`. */
  readonly at: string;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly client_request_id: string | null;
  /** The call that this one goes on from, and by which of its tool calls (ids without punctuation). */
  readonly parent: { readonly request_id: string; readonly tool_calls: readonly string[] } | null;
  /** Index of the first message that is new in this turn; null when it could not be told. */
  readonly new_from: number | null;
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
  /** The call that began the pin which held this one. */
  readonly pinned_by?: string;
  /** The pin that this call began, or is under. */
  readonly pin?: PinNote;
  /** What it may use at most of budgets, until its settle tells what it used. */
  readonly limits?: readonly LimitReserved[];
  readonly explanation: readonly string[];
  readonly hits: readonly HitRecord[];
  readonly scanned: ScannedRecord | null;
  readonly timings_ms: { readonly queue: number | null; readonly scan: number | null };
}

/** What a call may use at most of one budget's counter: a decimal in the budget's measure. */
export interface LimitReserved {
  readonly budget_id: string;
  /** The user's id where each has a counter of their own, else empty. */
  readonly subject: string;
  /** RFC 3339: when the counter's period began. */
  readonly period_from: string;
  readonly reserved: string;
}

/** The same, with what it used. */
export interface LimitSpent extends LimitReserved {
  readonly spent: string;
}

/** What stays on the secure path from a call on. What tells its texts is not here: it could not be erased. */
export interface PinNote {
  readonly id: string;
  readonly kind: 'trace' | 'session' | 'instance';
  /** The call that began it, and the rule that asked for it. */
  readonly request_id: string;
  readonly rule: string;
  readonly expires_at: string;
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

/** What rules found in an answer. */
export interface AnswerScan {
  readonly hits: readonly HitRecord[];
  readonly texts: number;
  /** UTF-16 code units. */
  readonly characters: number;
  /** Hits that were only counted. */
  readonly beyond: number;
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
  /** As the provider said; left out where it did not. */
  readonly service_tier?: string;
  /** What it would have cost without its cache, or where it was meant to go; see cost/compare-prices.ts. */
  readonly comparison?: PriceComparison;
  readonly cost: Cost | null;
  /** Ids of the tool calls that the answer issued, without punctuation, for the links between calls. */
  readonly tool_calls: readonly string[];
  /** Keyed fingerprint (hex) of this answer after the conversation's first user message; null without an answer. */
  readonly answer: string | null;
  /** Where rules read the answer. */
  readonly answer_scan?: AnswerScan;
  /** The pin that the call is under, when it gave an answer. */
  readonly pin?: string;
  /** What it used of the budgets that its open names. */
  readonly limits?: readonly LimitSpent[];
  readonly timings_ms: {
    readonly record: number | null;
    readonly first_token: number | null;
    readonly total: number | null;
  };
}

/**
 * Another cost of a call that was settled: its price was set anew for a time that is past. What changes by it is booked as
 * an entry of its own; what was recorded stays.
 */
export interface CorrectionHead {
  readonly request_id: string;
  readonly at: string;
  readonly reason: 'price';
  /** The price that was set, by whose correction run this was found. */
  readonly correction_id: string;
  /** The policy whose prices it has. */
  readonly policy_version: number;
  readonly usage: Usage;
  /** Null when no price is in force for it any more. */
  readonly cost: Cost | null;
}

/** How many refused strangers were only counted, since one before it. */
export interface DenialsHead {
  readonly since: string;
  readonly until: string;
  readonly count: number;
}

/** Who did something: `administration/actor.ts` says what stands in it. */
type ActorRecord = Readonly<Record<string, unknown>>;

/** What was erased, by whom and why (DESIGN section 5, integrity). */
export interface TombstoneHead {
  readonly erasure_id: string;
  readonly at: string;
  readonly scope: { readonly kind: 'invocation' | 'session' | 'user'; readonly id: string; readonly user_id: string };
  /** Content composed in an earlier epoch is gone. */
  readonly epoch: number;
  readonly reason: string;
  readonly actor: ActorRecord;
}

/** Who opened, searched or exported what. The text that was searched for is in the sealed content (`query`). */
export interface AccessHead {
  readonly access_id: string;
  readonly at: string;
  readonly actor: ActorRecord;
  /** `payload.open`, `record.search`, `trace.open`, `record.export`, … */
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string } | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** One line of the administration log, as it stands in the database. */
export interface AdministrationHead {
  readonly entry_id: string;
  readonly at: string;
  readonly actor: ActorRecord;
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly policy_version: number;
}

/** How far a chain is: the hash of its event `sequence`. */
export interface ChainHead {
  readonly journal_id: string;
  /** Decimal. */
  readonly sequence: string;
  /** Hexadecimal. */
  readonly hash: string;
}

/** The first event of a journal; it names the heads of all chains that are known, its predecessor's among them. */
export interface BeginHead {
  readonly at: string;
  readonly version: string;
  readonly heads: readonly ChainHead[];
}

/** A data key, wrapped by the master key; stands before everything that it seals. */
export interface KeyHead {
  /** UUID. */
  readonly key_id: string;
  readonly master_key_id: string;
  /** Base64. */
  readonly wrapped: string;
}

/** The heads of all chains in the database, at a moment. */
export interface HeadsHead {
  readonly at: string;
  readonly heads: readonly ChainHead[];
}

/** Partitions that were dropped because their time had come, and how far each chain went in them. */
export interface RetentionHead {
  readonly at: string;
  readonly dropped: readonly { readonly table: string; readonly from: string; readonly to: string }[];
  /** The last event of each chain that went with them. */
  readonly heads: readonly ChainHead[];
}

/** Events of a journal that were lost to its disk. */
export interface DamageHead {
  readonly at: string;
  readonly journal_id: string;
  /** The first and the last sequence that are missing, decimal. */
  readonly from: string;
  readonly upto: string;
  readonly reason: string;
}

/** From here on this journal brings no request of an earlier epoch, and refers to none. */
export interface EpochHead {
  readonly epoch: number;
}

interface Draft<Kind extends (typeof eventKinds)[number], Head, Content extends SealedContent | null = null> {
  readonly kind: Kind;
  readonly head: Head;
  readonly content: Content;
}

export type EventDraft =
  | Draft<'open', OpenHead, SealedContent | null>
  | Draft<'attempt', AttemptHead>
  | Draft<'captured', CapturedHead, SealedContent | null>
  | Draft<'settle', SettleHead, SealedContent | null>
  | Draft<'denials', DenialsHead>
  | Draft<'correction', CorrectionHead>
  | Draft<'tombstone', TombstoneHead>
  | Draft<'access', AccessHead, SealedContent | null>
  | Draft<'begin', BeginHead>
  | Draft<'key', KeyHead>
  | Draft<'heads', HeadsHead>
  | Draft<'administration', AdministrationHead>
  | Draft<'retention', RetentionHead>
  | Draft<'damage', DamageHead>
  | Draft<'epoch', EpochHead>;

/** An event as it is read back from a journal. */
export type JournalEvent = EventDraft & {
  readonly journalId: string;
  readonly sequence: bigint;
  /** The bytes of the head as they were written, which the chain covers. */
  readonly headBytes: Uint8Array;
  /** The chain's hash before this event (chain.ts), 32 bytes. */
  readonly previous: Uint8Array;
};
