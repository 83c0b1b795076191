import type { Route, Timeouts } from '@tollgate/contract';

/**
 * One of the two ways out. Each has connection pools, egress rules and TLS settings of its own; the rules are checked in
 * the connector, on the address really connected to, for every connection. There is no way from one to the other.
 */
export interface UpstreamPath {
  readonly route: Route;
  /**
   * Sends one request (a POST, or a GET when it has no body) and resolves with the status and headers; the body stays
   * paused until `pipe` is called. Follows no redirect, retries nothing.
   * @throws UpstreamFailure when no answer came
   */
  send(request: UpstreamRequest): Promise<UpstreamAnswer>;
  close(): Promise<void>;
}

export interface UpstreamRequest {
  /** The whole URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: a GET. */
  readonly body: Uint8Array | null;
  /** The provider is self-hosted: the external path may then connect to loopback and private addresses. */
  readonly isLocal: boolean;
  readonly timeouts: Timeouts;
  /** Aborting cancels the request, or the answer's body, at once. */
  readonly signal: AbortSignal;
}

export interface UpstreamAnswer {
  readonly status: number;
  /** Lower-case names; several values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Starts the body. Call it once. */
  pipe(sink: BodySink): void;
  pause(): void;
  resume(): void;
}

export interface BodySink {
  data(chunk: Buffer): void;
  end(): void;
  error(failure: UpstreamFailure): void;
}

export type UpstreamFailureKind =
  /** Not a connection was made: refused, DNS, TLS, connect time-out. Nothing was sent. */
  | 'connect'
  /** The egress rules forbid the address. Nothing was sent. */
  | 'forbidden'
  | 'first_byte_timeout'
  | 'idle_timeout'
  /** The connection broke, or spoke no HTTP. */
  | 'broken'
  /** `signal` was aborted. */
  | 'aborted';

export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';
  readonly kind: UpstreamFailureKind;
  /** `message` is for administrators and may name the host; it never reaches a caller. */
  constructor(kind: UpstreamFailureKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
