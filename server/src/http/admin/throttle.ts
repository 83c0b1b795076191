import { LRUCache } from 'lru-cache';

const failuresMax = 10;
const windowMs = 60_000;
const addressesMax = 10_000;

/**
 * Slows whoever presents wrong tokens: ten failures of one address within a minute, and further unknown tokens from
 * there are refused unseen until that minute is over. Bounded: the longest silent address is forgotten first.
 */
export class FailureThrottle {
  private readonly failures: LRUCache<string, { count: number; until: number }>;
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
    this.failures = new LRUCache({ max: addressesMax });
  }

  /** Seconds to wait; 0 when the address may try. */
  waitS(address: string): number {
    const entry = this.failures.get(address);
    if (!entry || entry.count < failuresMax) return 0;
    return Math.max(0, Math.ceil((entry.until - this.now()) / 1000));
  }

  fail(address: string): void {
    const now = this.now();
    const entry = this.failures.get(address);
    if (entry && entry.until > now) entry.count += 1;
    else this.failures.set(address, { count: 1, until: now + windowMs });
  }

  /** Takes one failure back: of a try that was counted before its end was known. */
  takeBack(address: string): void {
    const entry = this.failures.get(address);
    if (entry && entry.count > 0) entry.count -= 1;
  }
}
