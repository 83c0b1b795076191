import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as after } from 'node:timers/promises';
import {
  constants,
  createBrotliCompress,
  createDeflate,
  createGzip,
  type BrotliCompress,
  type Deflate,
  type Gzip,
} from 'node:zlib';
import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';

/** The caller has left: nothing more can be written. */
export class CallerGone extends Error {}

type Compressor = Gzip | Deflate | BrotliCompress;

/** Writes an answer as the behaviour wants it on the wire: compressed, cut into pieces, slowly, broken off. */
export class Outlet {
  readonly #response: ServerResponse;
  readonly #behaviour: Behaviour;
  readonly #call: StandInCall;
  readonly #gone = new AbortController();
  #compressor: Compressor | null = null;

  constructor(response: ServerResponse, behaviour: Behaviour, call: StandInCall) {
    this.#response = response;
    this.#behaviour = behaviour;
    this.#call = call;
    response.once('close', () => this.#gone.abort());
  }

  head(status: number, headers: Readonly<Record<string, string>>): void {
    const { compression } = this.#behaviour;
    this.#call.status = status;
    this.#response.writeHead(status, {
      'x-request-id': `standin_${this.#call.number}`,
      ...headers,
      ...(compression === undefined ? {} : { 'content-encoding': compression }),
      ...this.#behaviour.headers,
    });
    if (compression !== undefined) this.#compressor = this.#createCompressor(compression);
  }

  async write(text: string): Promise<void> {
    if (this.#gone.signal.aborted) throw new CallerGone();
    const bytes = Buffer.from(text);
    this.#call.answeredAtMs ??= Date.now();
    if (this.#compressor !== null) {
      const compressor = this.#compressor;
      await new Promise<void>((resolve) => compressor.write(bytes, () => compressor.flush(() => resolve())));
      return;
    }
    const pieceBytes = this.#behaviour.pieceBytes ?? bytes.length;
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      await this.#put(bytes.subarray(start, start + pieceBytes));
      if (this.#behaviour.pieceBytes !== undefined) await nextTurn();
    }
  }

  async wait(ms: number | undefined): Promise<void> {
    if (ms === undefined) return;
    await this.#unlessGone(after(ms, undefined, { signal: this.#gone.signal }));
  }

  /** Resolves never; throws when the caller leaves. */
  async waitForCaller(): Promise<never> {
    // Headers without a byte of the body wait otherwise.
    this.#response.flushHeaders();
    if (!this.#gone.signal.aborted) await once(this.#gone.signal, 'abort');
    throw new CallerGone();
  }

  async end(): Promise<void> {
    const compressor = this.#compressor;
    if (compressor !== null) await once(compressor.end(), 'end');
    this.#response.end();
  }

  /** Breaks the connection, with what was written before on its way. */
  async cut(): Promise<void> {
    await nextTurn();
    this.#call.endedAtMs = Date.now();
    this.#response.socket?.destroySoon();
  }

  async #put(bytes: Buffer): Promise<void> {
    if (this.#response.write(bytes)) return;
    await this.#unlessGone(once(this.#response, 'drain', { signal: this.#gone.signal }));
  }

  async #unlessGone(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw this.#gone.signal.aborted ? new CallerGone() : error;
    }
  }

  #createCompressor(name: 'gzip' | 'br' | 'deflate'): Compressor {
    const compressor =
      name === 'gzip'
        ? createGzip()
        : name === 'deflate'
          ? createDeflate()
          : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
    compressor.on('data', (chunk: Buffer) => this.#response.write(chunk));
    return compressor;
  }
}
