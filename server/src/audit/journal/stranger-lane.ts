/**
 * The small space of callers without a key: what they have in the journal that is not in the database yet. Entries get
 * their sequence when their batch is durable.
 */
export class StrangerLane {
  private readonly bytesMax: number;
  private bytes = 0;
  private written: { readonly bytes: number; readonly sequence: bigint }[] = [];

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** False when the space is used up. */
  enter(bytes: number, released: bigint): boolean {
    while (this.written[0] && this.written[0].sequence <= released) this.bytes -= this.written.shift()?.bytes ?? 0;
    if (this.bytes + bytes > this.bytesMax) return false;
    this.bytes += bytes;
    return true;
  }

  durable(bytes: number, sequence: bigint): void {
    this.written.push({ bytes, sequence });
  }

  lost(bytes: number): void {
    this.bytes -= bytes;
  }
}
