import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { uuidv7 } from '../../platform/ids.ts';
import type { KeyHead } from '../events.ts';
import { type MasterKeys, wrap } from './master-keys.ts';

/** A key that seals payloads. */
export interface DataKey {
  /** The 16 bytes of a UUID. */
  readonly id: Buffer;
  /** 32 bytes, for AES-256-GCM; as an object, since Node takes 20 µs to make one of bytes each time. */
  readonly key: KeyObject;
}

/** A new data key, and the head of the event that brings it, wrapped, into the record. */
export function createDataKey(masterKeys: MasterKeys): { readonly dataKey: DataKey; readonly head: KeyHead } {
  const keyId = uuidv7();
  const key = randomBytes(32);
  const wrapped = wrap(masterKeys.current, key, keyId);
  return {
    dataKey: { id: keyIdBytes(keyId), key: createSecretKey(key) },
    head: { key_id: keyId, master_key_id: masterKeys.current.id, wrapped: wrapped.toString('base64') },
  };
}

export function keyIdBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

export function keyIdText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
