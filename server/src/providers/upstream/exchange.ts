import type { Dispatcher } from 'undici';
import type { Timeouts } from '@tollgate/contract';
import { type BodySink, type UpstreamAnswer, UpstreamFailure, type UpstreamFailureKind } from './path.ts';

const ignored: BodySink = { data() {}, end() {}, error() {} };

/** How much of a body is kept while nobody has asked for it yet; then the connection is paused. */
const waitingBytesMax = 65_536;

/**
 * One request and its answer, as undici's dispatcher drives it.
 *
 * `waiting` (for a connection; nothing was sent) → `sent` (the first-byte clock runs) → `answered` (status and headers
 * are there, `promise` resolves, the clock still runs until the body's first byte) → `flowing` (the idle clock runs,
 * except while paused) → `over`. Each state may go to `over` at once, by a failure, an abort or a time-out; only there
 * are the clock and the abort listener taken away, and what undici reports afterwards is not heard.
 */
export class Exchange implements Dispatcher.DispatchHandler, UpstreamAnswer {
  status = 0;
  headers: Record<string, string> = {};
  readonly answer: Promise<UpstreamAnswer>;

  #state: 'waiting' | 'sent' | 'answered' | 'flowing' | 'over' = 'waiting';
  #resolve!: (answer: UpstreamAnswer) => void;
  #reject!: (failure: UpstreamFailure) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #sink: BodySink | null = null;
  #waitingChunks: Buffer[] = [];
  #waitingBytes = 0;
  #hasEnded = false;
  #failure: UpstreamFailure | null = null;
  #isPaused = false;
  #clock: NodeJS.Timeout | null = null;
  readonly #host: string;
  readonly #timeouts: Timeouts;
  readonly #signal: AbortSignal;

  constructor(host: string, timeouts: Timeouts, signal: AbortSignal) {
    this.#host = host;
    this.#timeouts = timeouts;
    this.#signal = signal;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.#onAbort();
  }

  pipe(sink: BodySink): void {
    if (this.#sink !== null) throw new Error('the body is already being read');
    this.#sink = sink;
    const chunks = this.#waitingChunks;
    this.#waitingChunks = [];
    for (const chunk of chunks) sink.data(chunk);
    if (this.#failure !== null) sink.error(this.#failure);
    else if (this.#hasEnded) sink.end();
    else if (!this.#isPaused) this.#flow();
  }

  pause(): void {
    this.#isPaused = true;
    this.#controller?.pause();
    this.#stopClock();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.#state !== 'over' && this.#sink !== null) this.#flow();
  }

  /** Ends the exchange and its connection for a reason that the reader already knows. */
  cancel(): void {
    if (this.#state === 'over') return;
    this.#sink = ignored;
    this.#fail('aborted', 'the answer was given up');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#state === 'over') {
      controller.abort(this.#failure ?? new Error('given up'));
      return;
    }
    this.#controller = controller;
    this.#state = 'sent';
    this.#startClock();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: NodeJS.Dict<string | string[]>): void {
    // 1xx answers come before the one that counts.
    if (status < 200 || this.#state !== 'sent') return;
    this.status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.headers[name] = typeof value === 'string' ? value : value.join(', ');
    }
    this.#state = 'answered';
    this.#resolve(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#state === 'answered') {
      this.#state = 'flowing';
      this.#startClock();
    } else if (this.#state === 'flowing') {
      this.#clock?.refresh();
    } else {
      return;
    }
    if (this.#sink !== null) {
      this.#sink.data(chunk);
      return;
    }
    this.#waitingChunks.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= waitingBytesMax) {
      controller.pause();
      this.#stopClock();
    }
  }

  onResponseEnd(): void {
    if (this.#state === 'over') return;
    this.#finish();
    this.#hasEnded = true;
    this.#sink?.end();
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#state === 'over') return;
    if (this.#state !== 'waiting') this.#fail('broken', `the connection to ${this.#host} broke`, error);
    else if (isForbidden(error)) this.#fail('forbidden', error.message, error);
    else this.#fail('connect', `no connection to ${this.#host}: ${describe(error)}`, error);
  }

  readonly #onAbort = (): void => {
    if (this.#state !== 'over') this.#fail('aborted', 'the call was given up');
  };

  #fail(kind: UpstreamFailureKind, message: string, cause?: unknown): void {
    const isAnswered = this.#state === 'answered' || this.#state === 'flowing';
    const failure = new UpstreamFailure(kind, message, { cause });
    this.#failure = failure;
    this.#finish();
    this.#controller?.abort(failure);
    if (isAnswered) this.#sink?.error(failure);
    else this.#reject(failure);
  }

  #flow(): void {
    this.#startClock();
    this.#controller?.resume();
  }

  #finish(): void {
    this.#state = 'over';
    this.#stopClock();
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  /** (Re)starts the clock of the state that the exchange is in. */
  #startClock(): void {
    this.#stopClock();
    if (this.#isPaused) return;
    this.#clock =
      this.#state === 'flowing'
        ? setTimeout(this.#onIdle, this.#timeouts.idle_ms)
        : setTimeout(this.#onNoFirstByte, this.#timeouts.first_byte_ms);
  }

  #stopClock(): void {
    if (this.#clock !== null) clearTimeout(this.#clock);
    this.#clock = null;
  }

  readonly #onIdle = (): void => {
    this.#fail('idle_timeout', `${this.#host} sent nothing for ${this.#timeouts.idle_ms} ms`);
  };

  readonly #onNoFirstByte = (): void => {
    this.#fail(
      'first_byte_timeout',
      `${this.#host} sent no byte of its answer within ${this.#timeouts.first_byte_ms} ms`,
    );
  };
}

function isForbidden(error: Error): boolean {
  return 'code' in error && error.code === 'TOLLGATE_FORBIDDEN';
}

function describe(error: Error): string {
  // An attempt at several addresses fails with one error for each and an empty message of its own.
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join('; ');
}
