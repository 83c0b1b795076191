import type { Frame } from '../providers/interchange/frames.ts';
import type { AnswerReading } from '../providers/openai/answer-reading.ts';
import { type UpstreamAnswer, UpstreamFailure } from '../providers/upstream/path.ts';
import { answerOutcome } from './answers/answer-outcome.ts';
import type { GuardedPassage } from './answers/guarded-passage.ts';
import { elapsedMs } from './call.ts';
import { lastMessage } from './answers/last-message.ts';
import { refusalOfStop, type Stop } from './answers/stop.ts';
import { meter } from './meter.ts';
import type { Passage } from './passage.ts';
import { refusalOfFailure } from './provider-failure.ts';
import { errorEvent } from './refuse.ts';
import { type Refusal, refusal } from './refusal.ts';
import { rememberAnswer, rememberSeals } from './remember-answer.ts';
import { type Relaying, noRoom, settleAnd } from './relaying.ts';
import { governedHeaders, keptHeaders, providerRequestIdOf } from './respond.ts';
import { responseView } from './response-view.ts';
import type { SentTrail } from './sent-trail.ts';

/** How often a silent stream is kept alive, by an SSE comment. */
const heartbeatMs = 15_000;
/** How long a connection may stay open after the stream's last event, so that it can be used again. */
const lingerMs = 1000;

/** What a stream goes through, and where it is written down. */
export interface StreamWays {
  readonly passage: Passage;
  /** The same, where rules read what passes. */
  readonly guarded: GuardedPassage | null;
  readonly trail: SentTrail;
  readonly contentType: string;
}

/** An answer as a stream: resolves when the call is settled and the caller has what it will get. */
export function relayStream(it: Relaying, answer: UpstreamAnswer, ways: StreamWays): Promise<void> {
  return new Promise((resolve, reject) => new StreamRelay(it, answer, ways, resolve, reject).start());
}

/**
 * One stream on its way. What each event becomes for the caller (`passage`) reaches it as soon as the event is complete;
 * the stream's last word (`[DONE]`, or the end after a finish reason) is held until the settle is durable. What breaks
 * ends with an in-band error event, never with a made-up end.
 *
 *   relaying ─┬─ terminal event ──────────────→ settling (completed) → last word given → over
 *             ├─ error event of the provider ─→ goes on, or fails; settles as failed
 *             ├─ cut, time-out, no room ──────→ settling (failed) → error event given → over
 *             ├─ a rule ends it ──────────────→ settling (blocked | failed) → reason given → over
 *             └─ caller left ─────────────────→ drained for a while or cancelled → settling (aborted | completed) → over
 */
class StreamRelay {
  private readonly it: Relaying;
  private readonly answer: UpstreamAnswer;
  private readonly passage: Passage;
  private readonly guarded: GuardedPassage | null;
  private readonly trail: SentTrail;
  private readonly contentType: string;
  private readonly resolve: () => void;
  private readonly reject: (error: unknown) => void;
  /** Bytes of the events seen so far, and of all that came. */
  private seenBytes = 0;
  private receivedBytes = 0;
  private held: Buffer[] = [];
  private hasLast = false;
  private firstTokenMs: number | null = null;
  private isOver = false;
  private lingering: NodeJS.Timeout | null = null;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    it: Relaying,
    answer: UpstreamAnswer,
    { passage, guarded, trail, contentType }: StreamWays,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.it = it;
    this.answer = answer;
    this.passage = passage;
    this.guarded = guarded;
    this.trail = trail;
    this.contentType = contentType;
    this.resolve = resolve;
    this.reject = reject;
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs).unref();
  }

  start(): void {
    const { response, left } = this.it.call;
    // Nobody will take what made us wait, and a provider that is drained must be read.
    left.addEventListener('abort', () => this.answer.resume(), { once: true });
    if (!response.destroyed) {
      response.writeHead(200, {
        ...governedHeaders(this.it.call),
        ...keptHeaders(this.it.call, this.answer.headers),
        'content-type': this.contentType,
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
      });
      response.flushHeaders();
    }
    this.answer.pipe({
      data: (chunk) => this.guard(() => this.onData(chunk)),
      end: () => this.guard(() => this.onEnd()),
      error: (failure) => this.guard(() => this.onFailure(failure)),
    });
  }

  private onData(chunk: Buffer): void {
    if (this.isOver) return;
    this.receivedBytes += chunk.length;
    if (!this.it.record.capture(chunk)) return this.fail(noRoom());
    this.firstTokenMs ??= elapsedMs(this.it.call);
    let events: Frame[];
    try {
      events = this.passage.frames.push(chunk);
    } catch (error) {
      return this.fail(
        refusalOfFailure(new UpstreamFailure('broken', error instanceof Error ? error.message : 'invalid stream')),
      );
    }
    this.take(events);
  }

  private take(events: readonly Frame[]): void {
    const passing: Buffer[] = [];
    for (const event of events) {
      const start = this.seenBytes;
      this.seenBytes += event.bytes.length;
      const { bytes, isLast } = this.passage.take(event);
      this.hasLast ||= isLast;
      if (bytes === null) this.trail.instead(start, this.seenBytes, null);
      else if (this.hasLast) this.held.push(bytes);
      else passing.push(bytes);
      if (this.guarded?.stop) break;
    }
    if (passing.length > 0) {
      const bytes = passing.length === 1 && passing[0] ? passing[0] : Buffer.concat(passing);
      if (!this.trail.given(bytes)) return this.fail(noRoom());
      this.write(bytes);
    }
    if (this.guarded?.stop) return this.endAt(this.guarded.stop, this.held);
    if (this.passage.hasFinished && !this.it.call.left.aborted) this.it.progress.hasFinished = true;
    if (this.passage.hasError && !this.passage.passesErrors) this.fail(inBandError());
    else if (this.hasLast) this.complete();
  }

  private onEnd(): void {
    if (this.isOver) return this.leave();
    this.take(this.passage.frames.end());
    if (this.isOver) return;
    if (this.passage.hasFinished || this.passage.hasError) this.complete();
    else this.fail(refusalOfFailure(new UpstreamFailure('broken', 'the stream ended without a finish reason')));
  }

  private onFailure(failure: UpstreamFailure): void {
    if (this.isOver) return this.leave();
    if (!this.it.call.left.aborted) return this.fail(refusalOfFailure(failure));
    this.settle(this.it.progress.hasFinished ? 'completed' : 'aborted', null, null);
  }

  /** The provider's connection is free again. */
  private leave(): void {
    if (this.lingering) clearTimeout(this.lingering);
  }

  /** The provider said its last word. */
  private complete(): void {
    const { call, progress } = this.it;
    const gotIt = !call.left.aborted || progress.hasFinished;
    const status = this.passage.hasError ? 'failed' : gotIt ? 'completed' : 'aborted';
    const last = this.passage.last();
    const words = last === null ? this.held : [...this.held, last];
    this.guarded?.conclude();
    if (this.guarded?.stop) return this.endAt(this.guarded.stop, words);
    this.settle(status, this.passage.hasError ? inBandError() : null, Buffer.concat(words));
  }

  /** A rule ended the answer, or could not be evaluated. @param words what may be said before */
  private endAt(stop: Stop, words: readonly Buffer[]): void {
    const bytes = Buffer.concat(words);
    if (bytes.length > 0 && this.trail.given(bytes)) this.write(bytes);
    const refused = refusalOfStop(this.it.call, stop);
    this.fail(refused, lastMessage(this.it, refused, this.passage.reading().toolCalls.length > 0));
  }

  /** The stream cannot go on: the caller learns it in band. @param said how; null: as an error */
  private fail(refused: Refusal, said: Buffer | null = null): void {
    this.giveRest();
    this.isOver = true; // what ends the provider's work must not be taken for its failure
    const bytes = said ?? errorEvent(this.it.call, refused);
    this.trail.instead(this.seenBytes, this.receivedBytes, bytes);
    this.it.cancel.abort();
    this.settle(refused.status === 'blocked' ? 'blocked' : 'failed', refused, bytes);
  }

  /** What came is passed on, and so is what was held back of it. */
  private giveRest(): void {
    const rest = this.guarded?.rest() ?? null;
    if (rest !== null && this.trail.given(rest)) this.write(rest);
  }

  /** @param last what the caller is given once the outcome is durable; null when it has left */
  private settle(
    status: 'completed' | 'failed' | 'aborted' | 'blocked',
    error: Refusal | null,
    last: Buffer | null,
  ): void {
    this.isOver = true;
    clearInterval(this.heartbeat);
    const { it } = this;
    this.lingering = setTimeout(() => it.cancel.abort(), lingerMs).unref();
    const reading = this.passage.reading();
    rememberSeals(it, reading);
    this.settleMetered(status, error, last, reading).then(this.resolve, this.reject);
  }

  private async settleMetered(
    status: 'completed' | 'failed' | 'aborted' | 'blocked',
    error: Refusal | null,
    last: Buffer | null,
    reading: AnswerReading,
  ): Promise<void> {
    const { it } = this;
    const metered = await meter(it, reading);
    const { answer, answerScan } = answerOutcome(it, metered, this.guarded);
    const outcome = {
      status,
      httpStatus: this.answer.status,
      errorCode: error?.code ?? null,
      errorDetail: error?.detail ?? null,
      providerRequestId: providerRequestIdOf(this.answer),
      firstTokenMs: this.firstTokenMs,
      toolCalls: metered.toolCalls,
      answer: rememberAnswer(it, { ...metered, answer }),
      answerScan,
      usage: metered.usage,
      usageReported: metered.usageReported,
      serviceTier: metered.serviceTier,
      cost: metered.cost,
    };
    const end = (bytes: Buffer | null): void => {
      if (bytes && bytes.length > 0) this.write(bytes);
      if (bytes) it.call.response.end();
    };
    const unrecorded = (): void => end(errorEvent(it.call, refusal('audit_unavailable')));
    const isErrorGiven = status === 'failed' || status === 'blocked';
    const parts = [...this.trail.parts(isErrorGiven ? null : last), ...responseView(reading)];
    return settleAnd(it, outcome, parts, () => end(last), unrecorded);
  }

  private write(bytes: Buffer): void {
    const { response } = this.it.call;
    if (response.destroyed) return;
    this.heartbeat.refresh();
    if (response.write(bytes)) return;
    this.answer.pause();
    response.once('drain', () => this.answer.resume());
  }

  private beat(): void {
    if (this.it.call.response.destroyed) return;
    const bytes = Buffer.from(': keep-alive\n\n');
    this.trail.instead(this.seenBytes, this.seenBytes, bytes);
    this.write(bytes);
  }

  private guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.isOver = true;
      clearInterval(this.heartbeat);
      this.it.cancel.abort();
      this.reject(error);
    }
  }
}

function inBandError(): Refusal {
  return refusal('provider_error', { detail: 'the provider sent an error inside the stream' });
}
