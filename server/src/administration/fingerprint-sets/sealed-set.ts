import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import type { FingerprintSet } from '../../risk/fingerprints/fingerprint-set.ts';
import { fingerprintKeys } from '../../risk/fingerprints/keys.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** Seals the fingerprints of a set (AES-256-GCM, its id as additional data): nonce ‖ ciphertext ‖ tag. */
export function sealSet({ id, keys, data }: FingerprintSet): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(Buffer.from(id));
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

/**
 * @param secret the one that the set was made with
 * @returns null when the set was sealed by another secret, or altered
 */
export function openSet(id: string, sealed: Uint8Array, secret: Uint8Array): FingerprintSet | null {
  const keys = fingerprintKeys(secret, id);
  if (sealed.length < nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keys.seal, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(id))
      .setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const data = new Uint8Array(new SharedArrayBuffer(sealed.length - nonceBytes - tagBytes));
    data.set(decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)));
    decipher.final();
    return { id, keys, data, digest: hash('sha256', data, 'hex') };
  } catch {
    return null;
  }
}
