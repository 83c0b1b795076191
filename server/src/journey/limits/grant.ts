import { larger, smaller, type Units } from './units.ts';

/** What is asked of the database for one counter. */
export interface GrantRequest {
  readonly limit: Units;
  /** What this process may spend already. */
  readonly granted: Units;
  /** What this process spent and reserved. */
  readonly held: Units;
  /** What calls wait for, beyond `granted`. */
  readonly need: Units;
  /** How much more is worth having at hand. */
  readonly ahead: Units;
}

/** How the others stand. */
export interface Others {
  /** What they were granted, or spent where they are gone. */
  readonly taken: Units;
  /** Gateway processes that live, this one included. */
  readonly replicas: number;
  /** Somebody ran short lately: nothing is given ahead. */
  readonly isRecalled: boolean;
}

/**
 * How much more a process may spend: what its calls need, and ahead of that at most half of its even share of the rest.
 * So what is given ahead shrinks with what is left, down to the last units, which are taken one by one; and the sum of
 * all grants never exceeds the limit.
 */
export function grant({ limit, granted, held, need, ahead }: GrantRequest, others: Others): Units {
  const left = limit - others.taken - larger(granted, held);
  if (left <= 0n) return 0n;
  if (left < need || others.isRecalled) return smaller(left, need);
  return need + smaller(ahead, (left - need) / BigInt(2 * Math.max(1, others.replicas)));
}
