import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ChainHead } from '../events.ts';

/** How far every chain was at a moment. */
export interface CheckpointBody {
  /** The checkpoint's id. */
  readonly checkpoint: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly chains: readonly ChainHead[];
}

/** A signed checkpoint: `signature` (Ed25519, RFC 8032) is over the bytes of `body` as they stand. */
export interface Checkpoint {
  readonly id: string;
  readonly at: string;
  /** JSON of a `CheckpointBody`. */
  readonly body: string;
  readonly signature: Buffer;
}

export function signCheckpoint(body: CheckpointBody, privateKey: KeyObject): Checkpoint {
  const text = JSON.stringify(body);
  return { id: body.checkpoint, at: body.at, body: text, signature: sign(null, Buffer.from(text), privateKey) };
}

/** @param publicKey PEM (SubjectPublicKeyInfo) */
export function isSigned({ body, signature }: Pick<Checkpoint, 'body' | 'signature'>, publicKey: string): boolean {
  return verify(null, Buffer.from(body), createPublicKey(publicKey), signature);
}
