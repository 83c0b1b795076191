/**
 * What the stand-in does with one call. Every member is optional: an empty behaviour is a well-behaved provider.
 * A behaviour comes from a rule registered with `script`, or from the model's name (see `behaviourOfModel`).
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
  /** Count half of the prompt as read from the cache. */
  readonly cached?: boolean;
  /**
   * Usage on streams: when `stream_options.include_usage` asks for it (the default), always in a chunk of its own, in
   * the last content chunk, growing in each chunk, or never. `none` leaves it out of JSON answers too.
   */
  readonly usage?: 'on_request' | 'unasked' | 'last_content' | 'each' | 'none';
  /** The usage object itself, as it is. */
  readonly usageReported?: unknown;

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
  /** An `{"error": …}` event after so many chunks. */
  readonly errorEventAfter?: number;

  /** Answer with this status: an error in OpenAI's envelope from 400 on, a redirect for 3xx. */
  readonly status?: number;
  /** Replaces the error's message and code. */
  readonly error?: { readonly message?: string; readonly code?: string | null; readonly type?: string | null };
  readonly headers?: Readonly<Record<string, string>>;
  /** A body of another kind, with the given status (200 unless said otherwise). */
  readonly body?: 'html' | 'empty' | 'invalid_json' | 'invalid_sse' | 'not_http';
  /** Answer 400 to a request that has `stream_options`, as some servers do. */
  readonly refusesStreamOptions?: boolean;

  readonly compression?: 'gzip' | 'br' | 'deflate';
  /** Stream's line ends. */
  readonly lineEnd?: '\n' | '\r\n' | '\r';
  /** Send the answer in pieces of so many bytes, cutting through code points and line ends. */
  readonly pieceBytes?: number;
  /** A comment before each event. */
  readonly comments?: boolean;
  /** One content chunk of so many characters. */
  readonly giantCharacters?: number;
  /** Answer with JSON text of what was received: method, path, headers, body. */
  readonly echo?: boolean;
}

type Directive = (number: number | null) => Behaviour;

/** What a word in a model's name makes the stand-in do; a number may follow it. */
const directives: Readonly<Record<string, Directive>> = {
  plain: () => ({}),
  echo: () => ({ echo: true }),
  tools: () => ({ callTools: true }),
  reasoning: () => ({ reasoning: 'First I look at what was asked, then I answer it.' }),
  cached: () => ({ cached: true }),
  chunks: (count) => ({ chunks: count ?? 50 }),
  slow: (ms) => ({ firstByteDelayMs: ms ?? 1000 }),
  trickle: (ms) => ({ chunkDelayMs: ms ?? 100 }),
  cut: (count) => ({ cutAfter: count ?? 2 }),
  drop: () => ({ dropsConnection: true }),
  silent: (count) => ({ silentAfter: count ?? 2 }),
  endless: (ms) => ({ endless: true, chunkDelayMs: ms ?? 20 }),
  open: () => ({ staysOpen: true }),
  nodone: () => ({ withoutDone: true }),
  errorevent: (count) => ({ errorEventAfter: count ?? 2 }),
  error: (status) => ({ status: status ?? 500 }),
  redirect: (status) => ({ status: status ?? 307 }),
  html: (status) => ({ body: 'html', status: status ?? 502 }),
  empty: (status) => ({ body: 'empty', status: status ?? 200 }),
  badjson: () => ({ body: 'invalid_json' }),
  badsse: () => ({ body: 'invalid_sse' }),
  nothttp: () => ({ body: 'not_http' }),
  nooptions: () => ({ refusesStreamOptions: true }),
  gzip: () => ({ compression: 'gzip' }),
  br: () => ({ compression: 'br' }),
  deflate: () => ({ compression: 'deflate' }),
  crlf: () => ({ lineEnd: '\r\n' }),
  cr: () => ({ lineEnd: '\r' }),
  pieces: (bytes) => ({ pieceBytes: bytes ?? 7 }),
  comments: () => ({ comments: true }),
  giant: (characters) => ({ giantCharacters: characters ?? 1_000_000 }),
  unicode: () => ({ text: 'Grüße aus 北京 und 東京 👋🏽, naïve café — ✓ 完了。' }),
  usageunasked: () => ({ usage: 'unasked' }),
  usagelast: () => ({ usage: 'last_content' }),
  usageeach: () => ({ usage: 'each' }),
  usagenone: () => ({ usage: 'none' }),
};

/**
 * The behaviour that a model's name asks for, so that a stand-in in another process can be steered too:
 * `stand-in-slow-500` waits half a second, `stand-in-usagenone+cut-3` joins two. Any other name is well behaved.
 */
export function behaviourOfModel(model: string): Behaviour {
  if (!model.startsWith('stand-in-')) return {};
  let behaviour: Behaviour = {};
  for (const part of model.slice('stand-in-'.length).split('+')) {
    const match = /^([a-z]+)(?:-(\d+))?$/.exec(part);
    const directive = match === null ? undefined : directives[match[1] ?? ''];
    if (match === null || directive === undefined) continue;
    behaviour = { ...behaviour, ...directive(match[2] === undefined ? null : Number(match[2])) };
  }
  return behaviour;
}
