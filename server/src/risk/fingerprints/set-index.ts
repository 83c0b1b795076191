import { type FingerprintSet, bytesPerValue, macBytes, tokensMax } from './fingerprint-set.ts';

/** Asks a set for values. */
export interface SetIndex {
  readonly count: number;
  /** 1 at each number of tokens that a value of the set has. */
  readonly sizes: Uint8Array;
  readonly sizeMax: number;
  /** False for about 15 of 16 quick hashes that no value has. */
  mayHold(hash: number): boolean;
  holds(hash: number, size: number, mac: Uint8Array): boolean;
}

/** Bits of the filter for each value. */
const filterBits = 16;

/** The filter is made here and not kept with the set: it takes 10 ms for a million values. */
export function setIndex({ data }: FingerprintSet): SetIndex {
  const count = data.length / bytesPerValue;
  const view = new DataView(data.buffer, data.byteOffset);
  const hashAt = (at: number): number => view.getUint32(at * 4, true);
  const bits = Math.max(10, Math.ceil(Math.log2(count * filterBits + 1)));
  const shift = 32 - bits;
  const filter = new Uint32Array(2 ** bits / 32);
  const sizes = new Uint8Array(tokensMax + 1);
  for (let at = 0; at < count; at++) {
    const bit = hashAt(at) >>> shift;
    filter[bit >>> 5]! |= 1 << (bit & 31);
    sizes[data[count * 4 + at]!] = 1;
  }

  const firstWith = (hash: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (hashAt(middle) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const hasMac = (at: number, mac: Uint8Array): boolean => {
    const from = count * 5 + at * macBytes;
    for (let byte = 0; byte < macBytes; byte++) if (data[from + byte] !== mac[byte]) return false;
    return true;
  };

  return {
    count,
    sizes,
    sizeMax: sizes.lastIndexOf(1),
    mayHold(hash) {
      const bit = hash >>> shift;
      return ((filter[bit >>> 5]! >>> (bit & 31)) & 1) === 1 && hashAt(Math.min(count - 1, firstWith(hash))) === hash;
    },
    holds(hash, size, mac) {
      for (let at = firstWith(hash); at < count && hashAt(at) === hash; at++) {
        if (data[count * 4 + at] === size && hasMac(at, mac)) return true;
      }
      return false;
    },
  };
}
