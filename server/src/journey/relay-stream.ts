import type { PayloadPart } from '../audit/events.ts';
import { errorEvent } from '../providers/openai/envelope.ts';
import { createSseParser, type SseEvent } from '../providers/openai/sse-parser.ts';
import { createStreamMeter } from '../providers/openai/stream-meter.ts';
import { type UpstreamAnswer, UpstreamFailure } from '../providers/upstream/path.ts';
import type { Splice } from '../platform/text-edits.ts';
import { elapsedMs } from './call.ts';
import { meter } from './meter.ts';
import { refusalOfFailure } from './provider-failure.ts';
import { envelopeOf } from './refuse.ts';
import { type Refusal, refusal } from './refusal.ts';
import { rememberAnswer } from './remember-answer.ts';
import { type Relaying, noRoom, settleAnd } from './relaying.ts';
import { governedHeaders, keptHeaders } from './respond.ts';
import { responseView } from './response-view.ts';

/** How often a silent stream is kept alive, by an SSE comment. */
const heartbeatMs = 15_000;
/** How long a connection may stay open after the stream's last event, so that it can be used again. */
const lingerMs = 1000;

/** An answer as a stream: resolves when the call is settled and the caller has what it will get. */
export function relayStream(it: Relaying, answer: UpstreamAnswer): Promise<void> {
  return new Promise((resolve, reject) => new StreamRelay(it, answer, resolve, reject).start());
}

/**
 * One stream on its way. Each event reaches the caller, byte for byte, as soon as it is complete, except two: the usage
 * chunk that the caller did not ask for is left out, and the terminal event (`[DONE]`, or the end after a finish reason)
 * is held until the settle is durable. What breaks ends with an in-band error event, never with a made-up end.
 *
 *   relaying ─┬─ terminal event ──────────────→ settling (completed) → terminal event given → over
 *             ├─ error event of the provider ─→ goes on; settles as failed
 *             ├─ cut, time-out, no room ──────→ settling (failed) → error event given → over
 *             └─ caller left ─────────────────→ drained for a while or cancelled → settling (aborted | completed) → over
 */
class StreamRelay {
  private readonly it: Relaying;
  private readonly answer: UpstreamAnswer;
  private readonly resolve: () => void;
  private readonly reject: (error: unknown) => void;
  private readonly parser = createSseParser();
  private readonly meter = createStreamMeter();
  private readonly keepsUsage: boolean;
  /** How the caller's bytes differ from the provider's. */
  private readonly splices: Splice[] = [];
  /** Bytes of the events seen so far, and of all that came. */
  private seenBytes = 0;
  private receivedBytes = 0;
  private held: Buffer[] = [];
  private firstTokenMs: number | null = null;
  private isOver = false;
  private lingering: NodeJS.Timeout | null = null;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(it: Relaying, answer: UpstreamAnswer, resolve: () => void, reject: (error: unknown) => void) {
    this.it = it;
    this.answer = answer;
    this.resolve = resolve;
    this.reject = reject;
    this.keepsUsage = it.request.usageAsked || it.caller.key.include_usage === 'always';
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs).unref();
  }

  start(): void {
    const { response, left } = this.it.call;
    // Nobody will take what made us wait, and a provider that is drained must be read.
    left.addEventListener('abort', () => this.answer.resume(), { once: true });
    if (!response.destroyed) {
      response.writeHead(200, {
        ...governedHeaders(this.it.call),
        ...keptHeaders(this.answer.headers),
        'content-type': this.answer.headers['content-type'] ?? 'text/event-stream',
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
    let events: SseEvent[];
    try {
      events = this.parser.push(chunk);
    } catch (error) {
      return this.fail(
        refusalOfFailure(new UpstreamFailure('broken', error instanceof Error ? error.message : 'invalid stream')),
      );
    }
    this.take(events);
  }

  private take(events: readonly SseEvent[]): void {
    const passing: Buffer[] = [];
    for (const event of events) {
      const note = this.meter.take(event);
      const start = this.seenBytes;
      this.seenBytes += event.bytes.length;
      if (note.isDone || this.held.length > 0) this.held.push(event.bytes);
      else if (note.isUsageOnly && !this.keepsUsage) this.splices.push([start, this.seenBytes, '']);
      else passing.push(event.bytes);
    }
    if (passing.length > 0) this.write(passing.length === 1 && passing[0] ? passing[0] : Buffer.concat(passing));
    if (this.meter.hasFinished && !this.it.call.left.aborted) this.it.progress.hasFinished = true;
    if (this.held.length > 0) this.complete();
  }

  private onEnd(): void {
    if (this.isOver) return this.leave();
    this.take(this.parser.end());
    if (this.isOver) return;
    if (this.meter.hasFinished || this.meter.error !== null) this.complete();
    else this.fail(refusalOfFailure(new UpstreamFailure('broken', 'the stream ended without a finish reason')));
  }

  private onFailure(failure: UpstreamFailure): void {
    if (this.isOver) return this.leave();
    if (!this.it.call.left.aborted) return this.fail(refusalOfFailure(failure));
    this.settle(this.it.progress.hasFinished ? 'completed' : 'aborted', null, () => undefined);
  }

  /** The provider's connection is free again. */
  private leave(): void {
    if (this.lingering) clearTimeout(this.lingering);
  }

  /** The provider said its last word. */
  private complete(): void {
    const { call, progress } = this.it;
    const gotIt = !call.left.aborted || progress.hasFinished;
    const status = this.meter.error !== null ? 'failed' : gotIt ? 'completed' : 'aborted';
    const error =
      this.meter.error === null
        ? null
        : refusal('provider_error', { detail: 'the provider sent an error inside the stream' });
    this.settle(status, error, () => {
      for (const bytes of this.held) this.write(bytes);
      call.response.end();
    });
  }

  /** The stream cannot go on: the caller learns it in band. */
  private fail(refused: Refusal): void {
    const bytes = errorEvent(envelopeOf(refused));
    this.splices.push([this.seenBytes, this.receivedBytes, bytes.toString('base64')]);
    this.it.cancel.abort();
    this.settle('failed', refused, () => {
      this.write(bytes);
      this.it.call.response.end();
    });
  }

  private settle(status: 'completed' | 'failed' | 'aborted', error: Refusal | null, end: () => void): void {
    this.isOver = true;
    clearInterval(this.heartbeat);
    const { it } = this;
    this.lingering = setTimeout(() => it.cancel.abort(), lingerMs).unref();
    const reading = this.meter.reading();
    const metered = meter(it, reading);
    const outcome = {
      status,
      httpStatus: this.answer.status,
      errorCode: error?.code ?? null,
      errorDetail: error?.detail ?? null,
      providerRequestId: this.answer.headers['x-request-id'] ?? null,
      firstTokenMs: this.firstTokenMs,
      toolCalls: metered.toolCalls,
      answer: rememberAnswer(it, metered),
      usage: metered.usage,
      usageReported: metered.usageReported,
      cost: metered.cost,
    };
    const unrecorded = (): void => {
      this.write(errorEvent(envelopeOf(refusal('audit_unavailable'))));
      it.call.response.end();
    };
    settleAnd(it, outcome, [...this.difference(), ...responseView(reading)], end, unrecorded).then(
      this.resolve,
      this.reject,
    );
  }

  private difference(): PayloadPart[] {
    if (this.splices.length === 0) return [];
    const bytes = Buffer.from(JSON.stringify(this.splices));
    return [{ payload: 'response_sent', encoding: 'splices', bytes }];
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
    this.splices.push([this.seenBytes, this.seenBytes, bytes.toString('base64')]);
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
