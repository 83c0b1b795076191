import type { FingerprintKeys } from './keys.ts';

/**
 * Exact values of a company's own, of which only keyed hashes are kept. One after the other, ordered by quick hash:
 *
 *     u32 quick hash (little endian) × values | u8 number of tokens × values | 16 bytes HMAC × values
 *
 * The quick hash alone would let somebody with a dump try values out, so a set is sealed at rest as a whole.
 */
export interface FingerprintSet {
  readonly id: string;
  /** SHA-256 of `data`, lower-case hex. */
  readonly digest: string;
  readonly keys: FingerprintKeys;
  /** Shared memory, so that a thread gets it without a copy. */
  readonly data: Uint8Array<SharedArrayBuffer>;
}

/** The sets that rules may name. */
export type FingerprintSets = Pick<ReadonlyMap<string, FingerprintSet>, 'get'>;

export const macBytes = 16;
export const bytesPerValue = 4 + 1 + macBytes;
/** Longer values are none: a number, a name, an address has fewer. */
export const tokensMax = 32;
export const valuesMax = 1_000_000;

/** For whoever asks whether a rule is well-formed: every set is there, and empty. */
export const anySets: FingerprintSets = {
  get: (id) => ({
    id,
    digest: '',
    keys: { mac: new Uint8Array(32), roll: { token: 0, factor: 1, last: 0 }, seal: new Uint8Array(32) },
    data: new Uint8Array(new SharedArrayBuffer(0)),
  }),
};

/** One more token of a value. */
export function rolled({ roll }: FingerprintKeys, hash: number, token: number): number {
  return (Math.imul(hash, roll.factor) + token) | 0;
}

/** The quick hash of a value: its tokens rolled, mixed with how many they are. @returns 32 bits, unsigned */
export function quickHash({ roll }: FingerprintKeys, hash: number, size: number): number {
  let mixed = hash ^ roll.last ^ Math.imul(size, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
