import type { KeyObject } from 'node:crypto';
import type { PayloadPart, SealedContent } from '../events.ts';

/**
 * Encryption at rest (DESIGN section 5). Three kinds of keys:
 *
 * - the *master key* (`TOLLGATE_MASTER_KEY`, or `master.key` in the data folder) only wraps other keys;
 * - *data keys* seal payloads: each process makes its own at the start and writes it, wrapped, into its journal (event
 *   `key`) before anything that it seals, so that neither sealing nor recovery needs the database;
 * - *shared secrets* that all replicas have in common (`secrets` in the database, wrapped): the key of keyed look-ups
 *   (`index`) and the signing key of checkpoints (`signing`).
 *
 * A sealed content:
 *
 *     encoded parts   u16 count | per part: u8 payload, u8 encoding, u32 length | the bytes of all parts
 *     commitment      SHA-256(salt ‖ encoded parts)
 *     box             12 bytes nonce | AES-256-GCM of (32 bytes salt | u8 compression | compressed encoded parts),
 *                     with the commitment as additional data | 16 bytes tag
 */
export interface Sealer {
  /** Seals the parts of one event. Synchronous; null for no parts. */
  seal(parts: readonly PayloadPart[], epoch: number): SealedContent | null;
}

export interface OpenedContent {
  readonly salt: Buffer;
  /** The encoded parts, which `SHA-256(salt ‖ encoded)` commits to. */
  readonly encoded: Buffer;
  readonly parts: readonly PayloadPart[];
}

export interface Opener {
  /** @throws CannotOpen when the key is not known, or the box or commitment is not what was sealed */
  open(content: Pick<SealedContent, 'keyId' | 'commitment' | 'box'>): Promise<OpenedContent>;
}

export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

/** Keys that all replicas share. */
export interface SharedSecrets {
  /** For keyed look-ups that are stored: HMAC-SHA-256 keys are derived from it per purpose and user. 32 bytes. */
  readonly index: Buffer;
  /** Signs checkpoints: Ed25519, the public key as PEM (SubjectPublicKeyInfo). */
  readonly signing: { readonly privateKey: KeyObject; readonly publicKey: string };
}
