import type { EventDraft } from '../events.ts';
import type { Waiter } from './batch.ts';
import { JournalUnavailable } from './journal.ts';

/** A draft whose head was made into bytes when it was appended: its maker may change it later. */
export interface EncodedDraft {
  readonly draft: EventDraft;
  readonly headBytes: Buffer;
}

/** What one call of `append` brought. */
export interface Append {
  readonly events: readonly EncodedDraft[];
  /** What they count for, until they are answered. */
  readonly bytes: number;
  readonly waiter: Waiter;
  /** `performance.now()` up to which somebody waits for them; null: as long as it takes. */
  readonly untilMs: number | null;
  /** Was told that they are not in the record. */
  isGivenUp: boolean;
}

/** Appends that wait to be written, in order. */
export class AppendQueue {
  private appends: Append[] = [];

  get isEmpty(): boolean {
    return this.appends.length === 0;
  }

  get all(): readonly Append[] {
    return this.appends;
  }

  add(append: Append): void {
    this.appends.push(append);
  }

  /** Takes the first ones: at least one, if there is one, and no more than fit. */
  take(eventsMax: number, bytesMax: number): Append[] {
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const append of this.appends) {
      events += append.events.length;
      bytes += append.bytes;
      if (count > 0 && (events > eventsMax || bytes > bytesMax)) break;
      count++;
    }
    return this.appends.splice(0, count);
  }

  putBack(appends: readonly Append[]): void {
    this.appends.unshift(...appends);
  }

  takeWhere(isWanted: (append: Append) => boolean): Append[] {
    const { true: taken = [], false: left = [] } = Object.groupBy(this.appends, (append) => String(isWanted(append)));
    this.appends = left;
    return taken;
  }
}

export function encodeDraft(draft: EventDraft): EncodedDraft {
  return { draft, headBytes: Buffer.from(JSON.stringify(draft.head)) };
}

export function isOverdue({ untilMs }: Append, nowMs: number): boolean {
  return untilMs !== null && nowMs >= untilMs;
}

/** Tells whoever waits that the events are not in the record, and gives their room back. */
export function giveUp(append: Append, reason: string): void {
  if (append.isGivenUp) return;
  append.isGivenUp = true;
  append.waiter.room?.restore(append.waiter.roomBytes);
  append.waiter.reject(new JournalUnavailable(reason));
}
