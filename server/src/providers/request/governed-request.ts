import type { JsonNode } from '../../platform/json-tree.ts';
import type { ScanText } from '../../risk/rule-set.ts';

/** A request as far as the gateway reads it, whatever its protocol; the text itself stays the source of truth. */
export interface GovernedRequest {
  readonly text: string;
  readonly root: JsonNode;
  readonly model: { readonly name: string; readonly node: JsonNode };
  readonly stream: boolean;
  /** The caller asked for the usage of a stream, or its protocol always tells it. */
  readonly usageAsked: boolean;
  /** A plain text answer would not be what the caller can read (structured output, a forced tool). */
  readonly needsStructure: boolean;
  /** The member that holds the conversation: `messages`, or `input`; null where there is none. */
  readonly conversation: JsonNode | null;
  /** Members of the body that may carry ids, as strings. */
  readonly carried: Readonly<Record<CarriedId, string | null>>;
  /** Every string of the body, keys and long numbers included, in the order of the text. */
  readonly texts: readonly ScanText[];
  /** The node of each text; null for a mark that stands for content that cannot be read. */
  readonly nodes: readonly TextNode[];
}

export interface TextNode {
  readonly node: JsonNode;
  readonly part: 'value' | 'key' | 'mark';
}

export const carriedIds = [
  'trace_id',
  'metadata.trace_id',
  'session_id',
  'metadata.session_id',
  /** The session in Anthropic's `metadata.user_id`. */
  'metadata.user_id',
  'client_metadata.session_id',
  'client_metadata.turn_id',
  'conversation',
  'prompt_cache_key',
] as const;
export type CarriedId = (typeof carriedIds)[number];

/** What is wrong with a body; `param` is the JSON path. */
export class InvalidBody extends Error {
  override readonly name = 'InvalidBody';
  readonly param: string | null;
  constructor(message: string, param: string | null) {
    super(message);
    this.param = param;
  }
}
