import { createCipheriv, createDecipheriv, hash, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { PayloadPart, SealedContent } from '../events.ts';
import type { DataKey } from './data-key.ts';
import { decodeParts, encodeParts, UnreadableParts } from './parts-codec.ts';
import { CannotOpen, type OpenedContent } from './vault.ts';

/** The box of a sealed content; its format is told at vault.ts. */
const saltBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const plain = 0;
const zstd = 1;
const [isPlain, isZstd] = [Buffer.from([plain]), Buffer.from([zstd])];
/** Less than this is not worth the 30 µs that compressing takes: a short chat and its answer. */
const compressedMin = 1500;
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Random bytes in advance: a request for a few of them costs as much as one for many. */
const pool = Buffer.allocUnsafeSlow(8192);
let used = pool.length;

export function sealParts(dataKey: DataKey, parts: readonly PayloadPart[], epoch: number): SealedContent {
  if (used + saltBytes + nonceBytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salted = encodeParts(parts, saltBytes);
  pool.copy(salted, 0, used, used + saltBytes);
  const nonce = Buffer.from(pool.subarray(used + saltBytes, used + saltBytes + nonceBytes));
  used += saltBytes + nonceBytes;
  const commitment = hash('sha256', salted, 'buffer');
  const encoded = salted.subarray(saltBytes);
  const small = encoded.length < compressedMin ? null : zstdCompressSync(encoded, level);
  const isSmaller = small !== null && small.length < encoded.length;
  const cipher = createCipheriv('aes-256-gcm', dataKey.key, nonce).setAAD(commitment);
  const body = Buffer.concat([
    salted.subarray(0, saltBytes),
    isSmaller ? isZstd : isPlain,
    isSmaller ? small : encoded,
  ]);
  const box = Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  return { keyId: dataKey.id, commitment, epoch, box };
}

/** @throws CannotOpen */
export function openBox(key: KeyObject, { commitment, box }: Pick<SealedContent, 'commitment' | 'box'>): OpenedContent {
  const salted = decrypt(key, commitment, box);
  const salt = salted.subarray(0, saltBytes);
  const body = salted.subarray(saltBytes + 1);
  const encoded = salted[saltBytes] === zstd ? zstdDecompressSync(body) : body;
  if (!timingSafeEqual(hash('sha256', Buffer.concat([salt, encoded]), 'buffer'), commitment)) {
    throw new CannotOpen('a sealed content is not what its commitment says');
  }
  return { salt, encoded, parts: readParts(encoded) };
}

function decrypt(key: KeyObject, commitment: Uint8Array, box: Uint8Array): Buffer {
  if (box.length < nonceBytes + saltBytes + 1 + tagBytes) throw new CannotOpen('a sealed content is cut off');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(commitment)
      .setAuthTag(box.subarray(box.length - tagBytes));
    return Buffer.concat([decipher.update(box.subarray(nonceBytes, box.length - tagBytes)), decipher.final()]);
  } catch {
    throw new CannotOpen('a sealed content was altered, or belongs to another key');
  }
}

function readParts(encoded: Buffer): PayloadPart[] {
  try {
    return decodeParts(encoded);
  } catch (error) {
    if (error instanceof UnreadableParts) throw new CannotOpen(`a sealed content holds ${error.message}`);
    throw error;
  }
}
