import type { Json, JsonMembers } from '../../platform/lossless-json.ts';

/**
 * A request for an answer in no protocol's own words: what a reader makes of a caller's request in one protocol, and a
 * writer of another protocol is given. Only requests that change their protocol go through it; all others travel as they
 * were written.
 *
 * Everything that a request says is in it. What stands in it and a writer's protocol has no word for, the writer hands to
 * its `Losses`: refused with the name of the field, or dropped with a notice in the record, as its table says.
 */
export interface Prompt {
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly stream: boolean;
  /** What else was asked for, by our own name for it; a key that is absent was not said (or said as null). */
  readonly options: Options;
  /** Members of the body that no reader of this version knows, by their name. */
  readonly unknown: JsonMembers;
  /** JSON paths of what only the caller's protocol has, and that the answer means the same without; each is noted. */
  readonly leftOut?: readonly string[];
}

export const optionNames = [
  'maxTokens', // number: of the answer, reasoning included
  'temperature',
  'topP',
  'topK',
  'minP',
  'seed',
  'stop', // list of strings
  'presencePenalty',
  'frequencyPenalty',
  'logitBias',
  'logprobs', // true
  'topLogprobs', // number
  'choices', // `n`: number; 1 is never in it
  'format', // Format
  'reasoningEffort', // none | minimal | low | medium | high | xhigh | max
  'reasoningBudget', // tokens; 0 means: do not think
  'reasoningAdaptive', // true: Anthropic's `thinking: {type: adaptive}`
  'reasoningSummary', // auto | concise | detailed
  'encryptedReasoning', // true: the responses API's `include: ["reasoning.encrypted_content"]`
  'parallelToolCalls', // boolean
  'verbosity',
  'serviceTier',
  'user', // a person's id: `user`, `safety_identifier`, Anthropic's `metadata.user_id`
  'metadata',
  'store', // boolean
  'promptCacheKey',
  'promptCacheRetention',
  'prediction',
  'modalities',
  'audio',
  'webSearch',
  'truncation',
  'contextManagement',
] as const;
export type OptionName = (typeof optionNames)[number];

/** `param`: where the caller wrote it, as JSON path (`max_completion_tokens`, `reasoning.effort`). */
export interface Option {
  readonly value: Json;
  readonly param: string;
}
export type Options = Readonly<Partial<Record<OptionName, Option>>>;

/** The value of option `format`. */
export type Format =
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly name: string | null;
      readonly description: string | null;
      readonly schema: Json;
      readonly strict: boolean | null;
    };

/**
 * One side's words, in the order of the conversation. Neighbouring turns of one role stay apart as the caller wrote them;
 * a writer joins them where its protocol asks for that. `system` holds developer messages too.
 */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly Part[];
  /** Chat's `name` of a participant. */
  readonly name: string | null;
  /** JSON path of the message in the caller's body: `messages[3]`. */
  readonly place: string;
  /** Members of the message that no reader knows, by name. */
  readonly unknown?: JsonMembers;
}

/** Whose signed or encrypted reasoning it is: nobody else can open it. */
export type Family = 'openai' | 'anthropic' | 'google';

interface Placed {
  /** JSON path in the caller's body: `messages[3].content[0]`. */
  readonly place: string;
  /** Anthropic's `cache_control` on this part. */
  readonly cache?: Json;
  /** Members of the part that no reader knows, by name. */
  readonly unknown?: JsonMembers;
}

export type Part =
  | TextPart
  | ImagePart
  | AudioPart
  | FilePart
  | ThinkingPart
  | SealedReasoningPart
  | RefusalPart
  | ToolCallPart
  | ToolResultPart
  | OtherPart;

export interface TextPart extends Placed {
  readonly kind: 'text';
  readonly text: string;
  /** What the text cites, in its protocol's own shape. */
  readonly citations?: Json;
}

/** Bytes as base64 with their media type, an address, or an id of a file that the provider keeps. */
export type Media =
  | { readonly from: 'base64'; readonly mediaType: string | null; readonly data: string }
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'file_id'; readonly id: string };

export interface ImagePart extends Placed {
  readonly kind: 'image';
  readonly media: Media;
  readonly detail: string | null;
}

export interface AudioPart extends Placed {
  readonly kind: 'audio';
  /** wav, mp3, … */
  readonly format: string;
  /** base64 */
  readonly data: string;
}

export interface FilePart extends Placed {
  readonly kind: 'file';
  readonly name: string | null;
  /** Where in the part the name stands, if not in `filename`. */
  readonly nameMember?: string;
  readonly media: Media | { readonly from: 'text'; readonly text: string };
  /** Anthropic's `title`, `context`, `citations` of a document. */
  readonly about?: JsonMembers;
}

export interface ThinkingPart extends Placed {
  readonly kind: 'thinking';
  readonly text: string;
  readonly signature: string | null;
  /** Null: plain words that nobody signed (`reasoning_content`). */
  readonly by: Family | null;
}

/** Reasoning that only its maker can open: `redacted_thinking`, `encrypted_content`. */
export interface SealedReasoningPart extends Placed {
  readonly kind: 'sealed_reasoning';
  readonly data: string;
  /** What of it may be read by all: the summary of the responses API. */
  readonly summary: readonly string[];
  readonly id: string | null;
  readonly by: Family;
}

/** The assistant's refusal in words. */
export interface RefusalPart extends Placed {
  readonly kind: 'refusal';
  readonly text: string;
}

export interface ToolCallPart extends Placed {
  readonly kind: 'tool_call';
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it; empty when it wrote none. */
  readonly arguments: string;
  /** Google's thought signature, where the caller brought it back (`extra_content.google.thought_signature`). */
  readonly signature: string | null;
}

export interface ToolResultPart extends Placed {
  readonly kind: 'tool_result';
  readonly id: string;
  /** Text, images and files. */
  readonly parts: readonly Part[];
  readonly isError: boolean;
}

/** A part of a type that no reader of this version knows; never carried over. */
export interface OtherPart extends Placed {
  readonly kind: 'other';
  readonly type: string;
}

export interface Tool {
  readonly kind: 'function' | 'other';
  /** Of a function its name; of another one its type (`web_search`, `computer_20250124`, `custom`). */
  readonly name: string;
  readonly description: string | null;
  /** JSON schema of a function's parameters; null when none was given. */
  readonly parameters: Json;
  readonly strict: boolean | null;
  readonly cache?: Json;
  readonly unknown?: JsonMembers;
  readonly place: string;
}

export type ToolChoice = { readonly param: string } & (
  | { readonly type: 'auto' | 'none' | 'required' }
  | { readonly type: 'tool'; readonly name: string }
  | { readonly type: 'other' }
);
