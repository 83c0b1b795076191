import { hash as digestOf } from 'node:crypto';
import { bytesPerValue, type FingerprintSet, macBytes, valuesMax } from './fingerprint-set.ts';
import { type FingerprintKeys, macWith } from './keys.ts';
import { type UnusableValue, valueReader } from './read-value.ts';

export interface Collected {
  readonly set: FingerprintSet;
  /** Distinct ones. */
  readonly values: number;
  /** How many were left out, by the reason. */
  readonly skipped: Readonly<Partial<Record<UnusableValue | 'twice', number>>>;
}

export class TooManyValues extends Error {
  override readonly name = 'TooManyValues';
  constructor() {
    super(`a set holds ${valuesMax.toLocaleString('en')} values at most`);
  }
}

/** So many values take about 5 ms. */
const pauseEvery = 2000;

/**
 * Makes a set of values. It yields now and then, so that its caller can let others have their turn: a million values
 * take a few seconds.
 * @throws TooManyValues
 */
export function* collectFingerprints(
  id: string,
  keys: FingerprintKeys,
  values: Iterable<string>,
): Generator<void, Collected> {
  const read = valueReader(keys);
  const macOf = macWith(keys);
  const seen = new Set<string>();
  const skipped: Partial<Record<UnusableValue | 'twice', number>> = {};
  const found: { hashes: number[]; sizes: number[]; macs: Buffer[] } = { hashes: [], sizes: [], macs: [] };
  let count = 0;
  for (const value of values) {
    if (++count % pauseEvery === 0) yield;
    const one = read(value);
    const reason = typeof one === 'string' ? one : seen.has(one.canonical) ? 'twice' : null;
    if (reason !== null || typeof one === 'string') {
      skipped[reason ?? 'empty'] = (skipped[reason ?? 'empty'] ?? 0) + 1;
      continue;
    }
    if (seen.size === valuesMax) throw new TooManyValues();
    seen.add(one.canonical);
    found.hashes.push(one.hash);
    found.sizes.push(one.size);
    found.macs.push(macOf(one.canonical));
  }
  yield;
  const data = encoded(found.hashes, found.sizes, found.macs);
  const set = { id, keys, data, digest: digestOf('sha256', data, 'hex') };
  return { set, values: seen.size, skipped };
}

function encoded(
  hashes: readonly number[],
  sizes: readonly number[],
  macs: readonly Buffer[],
): Uint8Array<SharedArrayBuffer> {
  const count = hashes.length;
  // A hash with its number behind it, as one double (32 + 20 bits): sorted without a comparison in JavaScript.
  const order = Float64Array.from(hashes, (hash, number) => hash * 0x100000 + number).sort();
  const data = new Uint8Array(new SharedArrayBuffer(count * bytesPerValue));
  const view = new DataView(data.buffer);
  order.forEach((entry, at) => {
    const number = entry % 0x100000;
    view.setUint32(at * 4, hashes[number]!, true);
    data[count * 4 + at] = sizes[number]!;
    data.set(macs[number]!, count * 5 + at * macBytes);
  });
  return data;
}
