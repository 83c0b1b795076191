import { randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafe(4096);
let used = pool.length;

/** A UUIDv7 (RFC 9562 section 5.7) whose first 48 bits are `atMs`. */
export function uuidv7(atMs: number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.toString('hex', used, used + 10);
  used += 10;
  const time = atMs.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(random[3] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

/** An id such as `req_0193…`: a prefix that names the kind, then a UUIDv7. */
export function newId(prefix: string, atMs?: number): string {
  return `${prefix}_${uuidv7(atMs)}`;
}

/** The time inside an id made by `newId`, in milliseconds since the epoch; NaN for anything else. */
export function timeOfId(id: string): number {
  const match = /^[a-z]+_([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : Number.NaN;
}
