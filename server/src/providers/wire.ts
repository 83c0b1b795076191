import type { UpstreamTarget } from '../catalog/snapshot.ts';
import type { AnswerStep, AnswerStreamReader } from './interchange/answer.ts';
import type { CarryTable } from './interchange/losses.ts';
import type { Prompt } from './interchange/prompt.ts';

/** What a provider speaks at one address: where that is, and how its answers are read. */
export interface Wire {
  readonly name: WireName;
  /** The address of a call; the model's name is in it where the protocol wants that. */
  url(target: Pick<UpstreamTarget, 'baseUrl' | 'apiVersion'>, providerModel: string, stream: boolean): string;
  /** Lower-case names of the caller's headers that travel. */
  readonly travelling: readonly string[];
  /** What goes along when the caller sent no header of that name. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the stream is cut into frames: SSE events, or lines of JSON. */
  readonly frames: 'sse' | 'ndjson';
  /** @param body a parsed JSON body; null when it is no answer of this protocol (an error envelope gives an `error` step) */
  readBody(body: unknown): readonly AnswerStep[] | null;
  readStream(): AnswerStreamReader;
  /** How requests of other protocols are written in it; null where only its own are taken. */
  readonly conversion: WireConversion | null;
}

export type WireName =
  | 'chat.completions'
  | 'responses'
  | 'embeddings'
  | 'messages'
  | 'messages.count_tokens'
  | 'google.generate_content'
  | 'google.embed_contents'
  | 'ollama.chat'
  | 'ollama.embed';

export interface WireConversion {
  /** As people write it: "Anthropic messages". */
  readonly title: string;
  readonly table: CarryTable;
  /**
   * The body of the request, as a value that `JSON.stringify` writes.
   * @throws CannotCarry
   */
  writeRequest(prompt: Prompt, context: RequestContext): ConvertedRequest;
}

export interface RequestContext {
  readonly providerModel: string;
  /** Ask for the usage of a stream, where that is a question. */
  readonly injectUsage: boolean;
  /** The provider is of protocol `openai-compatible`: a server that takes more, or less, than OpenAI. */
  readonly isCompatible: boolean;
  /** The signature that came with a tool call of an answer given to this caller; null when it is not remembered. */
  readonly signatureOf: (toolCallId: string) => string | null;
}

export interface ConvertedRequest {
  readonly body: unknown;
  /** What was left out, for the record; names of fields, never content. */
  readonly notices: readonly string[];
}
