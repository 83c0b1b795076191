import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { TextMarks } from './pin.ts';

const nonceBytes = 12;
const tagBytes = 16;
const markBytes = 8;

/** Seals marks: whoever has a dump must not be able to try texts against them. */
export interface MarksBox {
  seal(texts: readonly TextMarks[]): Buffer;
  /** @returns null for what this key did not seal */
  open(box: Buffer): TextMarks[] | null;
}

/**
 * AES-256-GCM under a key of its own, derived (HKDF, RFC 5869) from the one that all replicas share. Inside are the texts,
 * each as the number of its marks (u16) and the marks (u64, little-endian).
 */
export function createMarksBox(indexKey: Buffer): MarksBox {
  const key: KeyObject = createSecretKey(
    Buffer.from(hkdfSync('sha256', indexKey, Buffer.alloc(0), 'tollgate marks of pinned texts', 32)),
  );
  return {
    seal(texts) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(encode(texts)), cipher.final(), cipher.getAuthTag()]);
    },
    open(box) {
      if (box.length < nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes));
      decipher.setAuthTag(box.subarray(box.length - tagBytes));
      try {
        const opened = decipher.update(box.subarray(nonceBytes, box.length - tagBytes));
        return decode(Buffer.concat([opened, decipher.final()]));
      } catch {
        return null;
      }
    },
  };
}

function encode(texts: readonly TextMarks[]): Buffer {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, marks) => sum + 2 + marks.length * markBytes, 0));
  let at = 0;
  for (const marks of texts) {
    at = bytes.writeUInt16LE(marks.length, at);
    for (const mark of marks) at = bytes.writeBigUInt64LE(BigInt(mark), at);
  }
  return bytes;
}

/** @throws RangeError for bytes that end too early */
function decode(bytes: Buffer): TextMarks[] {
  const texts: TextMarks[] = [];
  for (let at = 0; at < bytes.length;) {
    const many = bytes.readUInt16LE(at);
    at += 2;
    texts.push(Array.from({ length: many }, (_, index) => Number(bytes.readBigUInt64LE(at + index * markBytes))));
    at += many * markBytes;
  }
  return texts;
}
