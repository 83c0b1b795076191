/**
 * What the stand-in does with one call. Every member is optional: an empty behaviour is a well-behaved provider.
 * A behaviour comes from a rule registered with `script`, or from the model's name (see `directives.ts`). Each works in
 * every protocol that has a word for it.
 */
export interface Behaviour {
  /** The answer; else one that follows from the request. */
  readonly text?: string;
  /** Split the answer into so many content chunks when streaming. */
  readonly chunks?: number;
  /** Also give `reasoning_content`, and count it as reasoning tokens inside the completion. */
  readonly reasoning?: string;
  /** Call these tools instead of answering. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  /** Call the first tool offered, unless the request ends with tool results. */
  readonly callTools?: boolean;
  /** Call this tool, if it is offered, unless the request ends with tool results. */
  readonly callTool?: string;
  /** Refuse in words: `refusal`, `stop_reason: refusal`, a blocked candidate. */
  readonly refuses?: boolean;
  /** How the answer ends, whatever it is. */
  readonly finish?: 'length' | 'filtered';
  /** Refuse the prompt itself, as Azure's content filter (400) and Gemini's `promptFeedback` do. */
  readonly filtersPrompt?: boolean;
  /** Sign tool calls (Gemini's `thoughtSignature`), and want the signatures back. */
  readonly signs?: boolean;
  /** Refuse what OpenAI would and servers like it often take. Models named `stand-in-…` are so unless lenient. */
  readonly strict?: boolean;
  /** Call the first tool offered again and again, until the request holds so many tool results. */
  readonly toolLoop?: number;
  /** Count half of the prompt as read from the cache. */
  readonly cached?: boolean;
  /** Count a quarter of the prompt as written to the cache, where the protocol has a word for it. */
  readonly writesCache?: boolean;
  /**
   * Usage on chat streams: when `stream_options.include_usage` asks for it (the default), always in a chunk of its own,
   * in the last content chunk, growing in each chunk, only inside the last choice, or never. `none` leaves it out of
   * every protocol's answers, JSON ones too.
   */
  readonly usage?: 'on_request' | 'unasked' | 'last_content' | 'each' | 'choices' | 'none';
  /** The usage object itself, in the protocol's own words. */
  readonly usageReported?: unknown;
  /** Tool calls of chat streams: id and name only with the second fragment, no id at all, or all at once. */
  readonly toolCallStyle?: 'late_id' | 'no_id' | 'whole';
  /** Characters of tool arguments in each fragment; 6 unless said otherwise. */
  readonly fragmentCharacters?: number;

  readonly firstByteDelayMs?: number;
  readonly chunkDelayMs?: number;
  /** Break the connection after so many content chunks (or in the middle of a JSON answer). */
  readonly cutAfter?: number;
  /** Break the connection before anything is answered. */
  readonly dropsConnection?: boolean;
  /** Keep the connection open and silent: after so many chunks, without an end. */
  readonly silentAfter?: number;
  /** Stream chunks until the caller leaves. */
  readonly endless?: boolean;
  /** Keep the connection open after `[DONE]`. */
  readonly staysOpen?: boolean;
  /** End the stream cleanly, but without a finish reason and `[DONE]`. */
  readonly withoutDone?: boolean;
  /** The protocol's own error event after so many pieces. */
  readonly errorEventAfter?: number;
  /** Say it as `response.failed`, in the protocol that has this. */
  readonly failsResponse?: boolean;

  /** Answer with this status: an error in the protocol's envelope from 400 on, a redirect for 3xx. */
  readonly status?: number;
  /** `Retry-After` of an error, in seconds; 1 with 429 unless said otherwise. */
  readonly retryAfterSeconds?: number;
  /** Misbehave so only at the first call of the model. */
  readonly once?: boolean;
  /** Answer with the status before the request is read: chat paths need the model within the first bytes. */
  readonly early?: boolean;
  /** Replaces the error's message and code. */
  readonly error?: { readonly message?: string; readonly code?: string | null; readonly type?: string | null };
  readonly headers?: Readonly<Record<string, string>>;
  /** A body of another kind, with the given status (200 unless said otherwise). */
  readonly body?: 'html' | 'empty' | 'invalid_json' | 'invalid_sse' | 'not_http' | 'list' | 'text';
  /** Answer 400 to a request that has `stream_options`, as some servers do. */
  readonly refusesStreamOptions?: boolean;

  readonly compression?: 'gzip' | 'br' | 'deflate';
  /** Stream's line ends. */
  readonly lineEnd?: '\n' | '\r\n' | '\r';
  /** Several `data:` lines in each event, cut where JSON allows blanks. */
  readonly multiLine?: boolean;
  /** `data:` without the blank. */
  readonly withoutBlank?: boolean;
  /** A byte order mark before the stream. */
  readonly byteOrderMark?: boolean;
  /** The last event of a stream without the empty line after it. */
  readonly lastEventOpen?: boolean;
  /** Send the answer in pieces of so many bytes, cutting through code points and line ends. */
  readonly pieceBytes?: number;
  /** A comment before each event. */
  readonly comments?: boolean;
  /** One content chunk of so many characters. */
  readonly giantCharacters?: number;
  /** Answer with JSON text of what was received: method, path, headers, body. */
  readonly echo?: boolean;
}
