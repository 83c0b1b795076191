import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { CannotOpen } from './vault.ts';

/** A key that wraps other keys and nothing else. */
export interface MasterKey {
  /** The first 16 hexadecimal digits of SHA-256("tollgate master key" ‖ key): tells keys apart, and nothing about them. */
  readonly id: string;
  readonly key: Buffer;
}

export interface MasterKeys {
  readonly current: MasterKey;
  /** The one before a rotation; it only unwraps. */
  readonly previous: MasterKey | null;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param key 32 bytes */
export function masterKey(key: Buffer): MasterKey {
  const id = hash('sha256', Buffer.concat([Buffer.from('tollgate master key'), key]), 'hex').slice(0, 16);
  return { id, key };
}

/** Wraps a key (AES-256-GCM): nonce ‖ ciphertext ‖ tag. `name` says what it is, and is bound to it. */
export function wrap(by: MasterKey, key: Uint8Array, name: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', by.key, nonce).setAAD(Buffer.from(name));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @throws CannotOpen when no master key that is there wrapped it, or it was altered */
export function unwrap(keys: MasterKeys, masterKeyId: string, wrapped: Uint8Array, name: string): Buffer {
  const by = [keys.current, keys.previous].find((key) => key?.id === masterKeyId);
  if (!by) throw new CannotOpen(`"${name}" was wrapped by the master key ${masterKeyId}, which is not here`);
  try {
    const decipher = createDecipheriv('aes-256-gcm', by.key, wrapped.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(name))
      .setAuthTag(wrapped.subarray(wrapped.length - tagBytes));
    const sealed = wrapped.subarray(nonceBytes, wrapped.length - tagBytes);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw new CannotOpen(`"${name}" is not what the master key ${masterKeyId} wrapped`);
  }
}

/** Master keys that came from another thread, where buffers arrive as plain arrays of bytes. */
export function receivedMasterKeys({ current, previous }: MasterKeys): MasterKeys {
  const received = ({ id, key }: MasterKey): MasterKey => ({ id, key: Buffer.from(key) });
  return { current: received(current), previous: previous && received(previous) };
}
