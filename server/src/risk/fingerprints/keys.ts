import { createHmac, createSecretKey } from 'node:crypto';

/** What the fingerprints of one set are made with. A set of another name has others. */
export interface FingerprintKeys {
  /** Of HMAC-SHA-256. 32 bytes. */
  readonly mac: Uint8Array;
  /** Of the quick hash: the start of a token, the factor (odd), and the last step. */
  readonly roll: { readonly token: number; readonly factor: number; readonly last: number };
  /** Seals the set at rest: AES-256-GCM. 32 bytes. */
  readonly seal: Uint8Array;
}

/** @param secret 32 bytes that all replicas share, and that no database holds in the clear */
export function fingerprintKeys(secret: Uint8Array, setId: string): FingerprintKeys {
  const derive = (purpose: string): Buffer =>
    createHmac('sha256', secret).update(`fingerprints ${purpose} ${setId}`).digest();
  const roll = derive('roll');
  return {
    mac: derive('mac'),
    roll: { token: roll.readInt32LE(0), factor: roll.readInt32LE(4) | 1, last: roll.readInt32LE(8) },
    seal: derive('seal'),
  };
}

/** HMAC-SHA-256, the first 16 bytes. */
export function macWith({ mac }: FingerprintKeys): (canonical: string) => Buffer {
  // A key that is ready takes a quarter of the time.
  const key = createSecretKey(mac);
  return (canonical) => createHmac('sha256', key).update(canonical).digest().subarray(0, 16);
}
