import { setTimeout as delay } from 'node:timers/promises';
import type { Counter, LeaseStore } from './lease-store.ts';
import type { Units } from './units.ts';

/**
 * Why a call cannot have what it asks for. `spent`: it would not fit even when nothing else ran. `reserved`: it would,
 * but what is left is reserved by calls that run. `away`: nobody can tell, since the database does not answer.
 */
export interface Shortage {
  readonly kind: 'spent' | 'reserved' | 'away';
  /** Spent and reserved by everybody, as far as it is known. */
  readonly used: Units;
}

interface Waiter {
  readonly amount: Units;
  readonly sinceMs: number;
  readonly resolve: (shortage: Shortage | null) => void;
}

/** A lease counts for so long after the database was last heard of: others must be able to tell when it is over. */
const leaseMs = 60_000;
/** How long to wait for what others hold and do not use; they look for that twice a second. */
const recallMs = 1500;
const recallRetryMs = 100;
/** For so long an answer that there is nothing, or that the database is away, is not asked for again. */
const shortMs = 100;
const awayMs = 500;

/**
 * One counter of a hard budget in one period, as this process spends from it. The database grants a part of the limit,
 * the *lease*; within it calls are let through from memory alone.
 *
 *   spent + reserved ≤ granted, and the grants of all processes ≤ limit
 *
 * A call reserves what it may use at most (`take`), and settles what it did use (`settle`), or gives it all back when it
 * never left. Only a true cost above its reservation breaks the first line, by that much; then the lease is grown to what
 * was spent with the next asking, at everybody's cost.
 *
 * When the lease is too small, calls wait in a queue while one question goes to the database for all of them. It grants
 * what they need and some ahead, less and less as the limit comes near. Who finds nothing left while others hold more
 * than they use recalls that: they notice within half a second, and give it back. Who finds nothing left at all is
 * refused.
 *
 * With the database away the lease is spent, for a minute at most, and then nobody is let through. Of a process that dies
 * the whole lease stays taken, so whatever it reserved is safe, until its journal is brought home and closed; from then
 * on it counts with what the record says it spent, and with what it reserved for calls whose end nobody knows.
 */
export class Account {
  readonly counter: Counter;
  readonly toMs: number;
  readonly #store: LeaseStore;
  #limit: Units;
  #granted: Units = 0n;
  #spent: Units = 0n;
  #reserved: Units = 0n;
  #others: Units = 0n;
  #othersReserved: Units = 0n;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #isFirst = true;
  #returnsRest = false;
  #isAsking = false;
  #queue: Waiter[] = [];
  #refusal: { readonly shortage: Shortage; readonly amount: Units; readonly untilMs: number } | null = null;

  constructor(counter: Counter, toMs: number, limit: Units, store: LeaseStore) {
    this.counter = counter;
    this.toMs = toMs;
    this.#limit = limit;
    this.#store = store;
  }

  /** Of the policy in force. Where it changed, what was granted under the one before is asked for anew. */
  set limit(limit: Units) {
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.#refusal = null;
    this.returnRest();
  }

  get limit(): Units {
    return this.#limit;
  }

  /** What this process may spend, spent or reserved, and reserved. */
  get lease(): { readonly granted: Units; readonly held: Units; readonly reserved: Units } {
    return { granted: this.#granted, held: this.#held, reserved: this.#reserved };
  }

  /** Spent and reserved by everybody, as far as it is known here. */
  get used(): Units {
    return this.#others + this.#held;
  }

  get isIdle(): boolean {
    return this.#reserved === 0n && this.#queue.length === 0 && !this.#isAsking;
  }

  /** Reserves from memory. False when that is not enough: then `ask`. */
  take(amount: Units): boolean {
    if (this.#queue.length > 0 || this.#returnsRest || !this.#isLeaseGood()) return false;
    if (this.#granted - this.#held < amount) return false;
    this.#reserved += amount;
    return true;
  }

  /** Reserves, asking the database. Null once it is reserved. */
  ask(amount: Units): Promise<Shortage | null> {
    const refusal = this.#refusal;
    if (refusal && amount >= refusal.amount && performance.now() < refusal.untilMs) {
      return Promise.resolve(refusal.shortage);
    }
    return new Promise((resolve) => {
      this.#queue.push({ amount, sinceMs: performance.now(), resolve });
      void this.#work();
    });
  }

  /** The call is over: `spent` of what it reserved (zero when it never left) stays spent. */
  settle(reserved: Units, spent: Units): void {
    this.#reserved -= reserved;
    this.#spent += spent;
    if (spent < reserved) this.#refusal = null;
  }

  /** Gives back what is not used, as soon as it can be. */
  returnRest(): void {
    this.#returnsRest = true;
    void this.#work();
  }

  /** The database took note of the lease. */
  heardOf(atMs: number): void {
    this.#heardAtMs = atMs;
  }

  get #held(): Units {
    return this.#spent + this.#reserved;
  }

  #isLeaseGood(): boolean {
    return performance.now() - this.#heardAtMs < leaseMs;
  }

  /** One question at a time, for all that wait. */
  async #work(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#queue.length > 0 || this.#returnsRest) {
      const isOver = await this.#round();
      if (!isOver) await delay(recallRetryMs, undefined, { ref: false });
    }
    this.#isAsking = false;
  }

  /** @returns whether everybody who waited at its end has an answer */
  async #round(): Promise<boolean> {
    const atMs = performance.now();
    if (this.#returnsRest || !this.#isLeaseGood()) this.#granted = this.#held;
    const isReturning = this.#returnsRest;
    this.#returnsRest = false;
    const asking = new Set(this.#queue);
    let isIdle: boolean;
    try {
      const wanted = this.#queue.reduce((sum, { amount }) => sum + amount, 0n);
      const missing = this.#held + wanted - this.#granted;
      const need = missing > 0n ? missing : 0n;
      const answer = await this.#store.ask(this.counter, {
        ...this.lease,
        limit: this.#limit,
        need,
        ahead: this.#ahead(),
        isFirst: this.#isFirst,
      });
      this.#granted = answer.granted;
      this.#spent += answer.before;
      this.#others = answer.others.used;
      this.#othersReserved = answer.others.reserved;
      this.#isFirst = false;
      this.#heardAtMs = atMs;
      isIdle = answer.others.isIdle;
    } catch {
      if (isReturning && this.#queue.length === 0) return true;
      this.#refuseAll('away', awayMs);
      return true;
    }
    this.#serve();
    return !this.#mayWait(asking, isIdle);
  }

  /** Worth having at hand: a hundredth of the limit, or enough for 32 calls like those that wait. */
  #ahead(): Units {
    if (this.#queue.length === 0) return 0n;
    const largest = this.#queue.reduce((found, { amount }) => (amount > found ? amount : found), 0n);
    const share = this.#limit / 100n;
    const calls = largest * 32n;
    return share > calls ? share : calls;
  }

  /** In the order of their coming; who asks for less may be served where the one before could not. */
  #serve(): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const waiter of waiting) {
      if (this.#granted - this.#held < waiter.amount) {
        this.#queue.push(waiter);
        continue;
      }
      this.#reserved += waiter.amount;
      waiter.resolve(null);
    }
  }

  /**
   * Whether somebody may still get what others give back; who cannot, or waited long enough, is refused. Who came while
   * the question was on its way was not asked for, and is with the next one.
   */
  #mayWait(asking: ReadonlySet<Waiter>, isIdle: boolean): boolean {
    const nowMs = performance.now();
    const waiting = this.#queue;
    const mayStay = (waiter: Waiter): boolean => isIdle && nowMs - waiter.sinceMs < recallMs;
    this.#queue = waiting.filter((waiter) => !asking.has(waiter) || mayStay(waiter));
    for (const waiter of waiting) {
      if (!asking.has(waiter) || mayStay(waiter)) continue;
      const reserved = this.#reserved + this.#othersReserved;
      // A request that runs is one that is spent.
      const isReserved = this.counter.measure !== 'requests' && this.used - reserved + waiter.amount <= this.#limit;
      const kind = isReserved ? 'reserved' : 'spent';
      const shortage: Shortage = { kind, used: this.used };
      if (!isIdle) this.#refusal = { shortage, amount: waiter.amount, untilMs: nowMs + shortMs };
      waiter.resolve(shortage);
    }
    return this.#queue.some((waiter) => asking.has(waiter));
  }

  #refuseAll(kind: Shortage['kind'], forMs: number): void {
    const shortage: Shortage = { kind, used: this.used };
    this.#refusal = { shortage, amount: 0n, untilMs: performance.now() + forMs };
    for (const { resolve } of this.#queue.splice(0)) resolve(shortage);
  }
}
