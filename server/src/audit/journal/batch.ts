import type { EventDraft } from '../events.ts';
import { eventBytesMax, writeEvent } from './event-codec.ts';
import { frameHeaderBytes } from './format.ts';
import type { HeldRoom } from './room-ledger.ts';

const bytesMin = 64 * 1024;
const bytesKept = 1024 * 1024;

export interface Waiter {
  readonly room: HeldRoom | null;
  readonly roomBytes: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Events on their way to the writer, encoded: a row of `u32 body length | u32 free | body`. */
export class Batch {
  bytes = 0;
  readonly waiters: Waiter[] = [];
  private buffer: Buffer;

  /** `used` is the memory of an earlier batch. */
  constructor(used: ArrayBuffer | null) {
    this.buffer = used === null ? Buffer.allocUnsafeSlow(bytesMin) : Buffer.from(used);
  }

  get arrayBuffer(): ArrayBuffer {
    return this.buffer.buffer as ArrayBuffer;
  }

  /** Adds events and returns the bytes they take. The writer gives them their place in the chain. */
  add(events: readonly EventDraft[]): number {
    const before = this.bytes;
    for (const event of events) {
      const headJson = JSON.stringify(event.head);
      this.grow(frameHeaderBytes + eventBytesMax(headJson, event.content));
      const body = this.bytes + frameHeaderBytes;
      const end = writeEvent(this.buffer, body, event, headJson);
      this.buffer.writeUInt32LE(end - body, this.bytes);
      this.bytes = end;
    }
    return this.bytes - before;
  }

  /** Takes back what was added last. */
  drop(bytes: number): void {
    this.bytes -= bytes;
  }

  private grow(bytes: number): void {
    if (this.bytes + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.bytes + bytes));
    larger.set(this.buffer.subarray(0, this.bytes));
    this.buffer = larger;
  }
}

/** Whether a buffer that came back is worth keeping for another batch. */
export function isReusable(buffer: ArrayBuffer): boolean {
  return buffer.byteLength <= bytesKept;
}
