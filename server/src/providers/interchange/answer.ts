import type { Json } from '../../platform/lossless-json.ts';
import type { UnitCounts } from '../openai/answer-reading.ts';
import type { Family } from './prompt.ts';

/**
 * An answer in no protocol's own words, as the steps in which it comes. A streamed answer is read into them event by
 * event, a whole one at once; a writer makes another protocol's events, or its body, of them.
 *
 * Order: `begin`, then content, then `finish`, with `usage` anywhere; `end` after all, for the protocol's last word. A
 * stream that breaks has no `end`, and one that ends without `finish` is broken too. An `error` ends it in-band.
 */
export type AnswerStep =
  | { readonly kind: 'begin'; readonly id: string | null; readonly model: string | null }
  | { readonly kind: 'text'; readonly text: string; readonly logprobs?: readonly TokenLogprob[] }
  | { readonly kind: 'citation'; readonly citation: Json }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  /** Of the thinking before it. */
  | { readonly kind: 'thinking_signature'; readonly signature: string; readonly by: Family }
  | { readonly kind: 'sealed_reasoning'; readonly data: string; readonly by: Family }
  /** A call begins; `index` counts the calls of the answer from 0. `id` is never null: a reader makes one up where none came. */
  | {
      readonly kind: 'tool_call';
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly signature: string | null;
    }
  /** More of a call's arguments: JSON text. */
  | { readonly kind: 'tool_arguments'; readonly index: number; readonly text: string }
  | { readonly kind: 'finish'; readonly reason: FinishReason; readonly stopSequence: string | null }
  /** The provider's report as it sent it; of several the last one counts. */
  | { readonly kind: 'usage'; readonly usage: unknown }
  /** What else the provider charges by; of each the last one counts. */
  | { readonly kind: 'billing'; readonly units?: UnitCounts; readonly serviceTier?: string }
  | { readonly kind: 'error'; readonly error: AnswerError }
  | { readonly kind: 'end' };

/** `filtered`: a content filter stopped it; `refused`: the model would not; `paused`: the caller is to send it back. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'filtered' | 'refused' | 'paused';

/** An error in a provider's envelope, or in-band. Null where the provider said nothing. */
export interface AnswerError {
  readonly message: string | null;
  readonly type: string | null;
  readonly code: string | null;
}

/** As OpenAI's chat completions have it. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[] | null;
  readonly top_logprobs: readonly {
    readonly token: string;
    readonly logprob: number;
    readonly bytes: readonly number[] | null;
  }[];
}

/** Reads a provider's stream. Frames are SSE events, or lines of NDJSON (then without a name). */
export interface AnswerStreamReader {
  take(frame: Frame): readonly AnswerStep[];
}

export interface Frame {
  readonly data: string | null;
  /** The SSE event's name; null when it has none. */
  readonly event: string | null;
}

/** What a writer needs to know beside the steps. */
export interface AnswerContext {
  /** Ours (`req_…`): ids in the answer are made of it. */
  readonly requestId: string;
  /** What the caller asked for, which is what an answer names as its model. */
  readonly model: string;
  /** Seconds since 1970. */
  readonly createdS: number;
  /** The caller wants usage in a stream where its protocol makes that a question. */
  readonly usageAsked: boolean;
  /** Token classes of a provider's report; null when it cannot be read. */
  readonly usageOf: (report: unknown) => TokenCounts | null;
  /** The caller's request, for protocols whose answers repeat some of it (the responses API's `tools`, `instructions`, …). */
  readonly request: Json;
}

/** The classes of DESIGN section 7. */
export interface TokenCounts {
  readonly input: number;
  readonly cached_input: number;
  readonly cache_write: number;
  readonly output: number;
  readonly reasoning: number;
}

/** Writes steps as the caller's protocol streams them. */
export interface AnswerStreamWriter {
  /** The bytes of whole events; empty when the step is nothing to be told yet. */
  push(step: AnswerStep): string;
  /** The protocol's last words, those that say that the answer is whole. Given only once it is recorded. */
  end(): string;
}

/** The step that says how a call was served; none where the provider does not. */
export function tierSteps(serviceTier: unknown): AnswerStep[] {
  return typeof serviceTier === 'string' && serviceTier !== '' ? [{ kind: 'billing', serviceTier }] : [];
}
