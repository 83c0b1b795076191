import type { PayloadPart } from '../audit/events.ts';

/** More moments than this are put together with the one before. */
const entriesMax = 10_000;

/** When the bytes of an answer came: `[bytes, milliseconds]` each, the milliseconds since the entry before. */
export class StreamTimes {
  private readonly entries: [bytes: number, ms: number][] = [];
  private lastMs: number;

  /** @param startedAt of `performance.now()` */
  constructor(startedAt: number) {
    this.lastMs = startedAt;
  }

  add(bytes: number): void {
    const passedMs = Math.round(performance.now() - this.lastMs);
    const last = this.entries.at(-1);
    if (last && (passedMs === 0 || this.entries.length >= entriesMax)) {
      last[0] += bytes;
      return;
    }
    this.entries.push([bytes, passedMs]);
    this.lastMs += passedMs;
  }

  part(): PayloadPart[] {
    if (this.entries.length === 0) return [];
    return [{ payload: 'response_times', encoding: 'identity', bytes: Buffer.from(JSON.stringify(this.entries)) }];
  }
}
