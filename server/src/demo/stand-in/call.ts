import type { IncomingHttpHeaders } from 'node:http';

/** One request as the stand-in saw it. Filled in as the call goes on. */
export interface StandInCall {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came, alternating. */
  readonly rawHeaders: readonly string[];
  /** The peer's port, to tell connections apart. */
  readonly remotePort: number | undefined;
  readonly body: Buffer;
  /** The parsed body; null when it is no JSON object. */
  readonly json: ChatRequest | null;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly receivedAtMs: number;
  status: number | null;
  /** The first byte of the answer was written. */
  answeredAtMs: number | null;
  /** The answer was ended, or its connection was closed. */
  endedAtMs: number | null;
  /** The caller closed the connection before the answer had ended. */
  cancelled: boolean;
}

/** The members of a chat request that the stand-in looks at. */
export interface ChatRequest {
  readonly model?: unknown;
  readonly messages?: unknown;
  readonly stream?: unknown;
  readonly stream_options?: { readonly include_usage?: unknown } | null;
  readonly tools?: unknown;
  readonly tool_choice?: unknown;
  readonly response_format?: unknown;
}

export interface ChatMessage {
  readonly role: string;
  readonly content: unknown;
}

export function messagesOf(request: ChatRequest | null): readonly ChatMessage[] {
  if (!Array.isArray(request?.messages)) return [];
  return request.messages.filter((message): message is ChatMessage => typeof message === 'object' && message !== null);
}

/** All text of a message's content, content parts joined. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : ''))
    .join('');
}
