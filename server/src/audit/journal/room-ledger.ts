import type { Room } from './journal.ts';

/**
 * Who may write how much: what the writer has allocated, less what was accepted and is not written yet, less what calls
 * hold, less a slack. Lives in the main thread, so that admission needs no waiting; the writer's reports feed it.
 */
export class RoomLedger {
  /** Bytes of frames accepted for writing, and those of them that the last report takes into account. */
  private acceptedBytes = 0;
  private answeredBytes = 0;
  private freeBytes = 0;
  private heldBytes = 0;
  private readonly slackBytes: number;

  constructor(slackBytes: number) {
    this.slackBytes = slackBytes;
  }

  get availableBytes(): number {
    return this.freeBytes - this.unwrittenBytes - this.heldBytes - this.slackBytes;
  }

  /** What must be allocated for all promises made so far. */
  get promisedBytes(): number {
    return this.unwrittenBytes + this.heldBytes + this.slackBytes;
  }

  reserve(bytes: number): HeldRoom | null {
    const room = new HeldRoom(this);
    return room.extend(bytes) ? room : null;
  }

  /** Pays for a write, first from the room. Returns what the room paid, or null when there is not enough. */
  charge(bytes: number, room: HeldRoom | null): number | null {
    const fromRoom = Math.min(bytes, room?.bytes ?? 0);
    if (bytes - fromRoom > 0 && this.availableBytes < bytes - fromRoom) return null;
    room?.take(fromRoom);
    this.acceptedBytes += bytes;
    return fromRoom;
  }

  hold(bytes: number): boolean {
    if (this.availableBytes < bytes) return false;
    this.heldBytes += bytes;
    return true;
  }

  /** Changes what is held without asking: for giving back, and for room whose write failed. */
  adjustHeld(bytes: number): void {
    this.heldBytes += bytes;
  }

  report(answeredBytes: number, freeBytes: number): void {
    this.answeredBytes = answeredBytes;
    this.freeBytes = freeBytes;
  }

  /** The writer is gone, and what was accepted with it. */
  restart(): void {
    this.acceptedBytes = 0;
    this.answeredBytes = 0;
    this.freeBytes = 0;
  }

  private get unwrittenBytes(): number {
    return this.acceptedBytes - this.answeredBytes;
  }
}

export class HeldRoom implements Room {
  bytes = 0;
  private readonly ledger: RoomLedger;
  private released = false;

  constructor(ledger: RoomLedger) {
    this.ledger = ledger;
  }

  extend(bytes: number): boolean {
    if (this.released || !this.ledger.hold(bytes)) return false;
    this.bytes += bytes;
    return true;
  }

  release(): void {
    this.take(this.bytes);
    this.released = true;
  }

  take(bytes: number): void {
    this.ledger.adjustHeld(-bytes);
    this.bytes -= bytes;
  }

  /** The write it paid for failed: the call may try again. */
  restore(bytes: number): void {
    if (!this.released) this.take(-bytes);
  }
}
