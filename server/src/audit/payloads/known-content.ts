import { hash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ByteRange, Extent } from './extents.ts';

/** A request body that is in the record. */
export interface KnownBody {
  readonly requestId: string;
  readonly body: Buffer;
  readonly extents: readonly Extent[];
  /** How many manifests lean on each other up to this one. */
  readonly depth: number;
}

/** Whose content, and where it lies: nothing is found across any of them. */
export interface Place {
  readonly userId: string;
  readonly week: number;
  readonly epoch: number;
}

export interface Piece {
  readonly range: ByteRange;
  readonly key: string;
}

const bodyBytesMax = 64 * 1024 * 1024;
const piecesMax = 100_000;

/**
 * What this process wrote into the record, and where. It knows only what is durable, and forgets freely: what it does
 * not know is written again. Nobody else's content is ever found: keys hold the user, the week and the erasure epoch.
 */
export class KnownContent {
  readonly #bodies = new LRUCache<string, KnownBody>({
    maxSize: bodyBytesMax,
    sizeCalculation: ({ body }) => body.length + 1000,
  });
  readonly #last = new LRUCache<string, string>({ max: piecesMax });
  readonly #pieces = new LRUCache<string, Extent>({ max: piecesMax });
  /** Kept in memory only; it makes the keys say nothing about what they stand for. */
  readonly #secret = randomBytes(32);

  /** The session's last body. */
  lastOf(place: Place, sessionId: string): KnownBody | undefined {
    const requestId = this.#last.get(keyOf(place, sessionId));
    return requestId === undefined ? undefined : this.bodyOf(place, requestId);
  }

  bodyOf(place: Place, requestId: string): KnownBody | undefined {
    return this.#bodies.get(keyOf(place, requestId));
  }

  pieceKey(place: Place, bytes: Uint8Array): string {
    return hash('sha256', Buffer.concat([this.#secret, Buffer.from(keyOf(place, '')), bytes]), 'base64');
  }

  extentOf(key: string): Extent | undefined {
    return this.#pieces.get(key);
  }

  /** Call it only when the content is durable. */
  remember(
    place: Place,
    sessionId: string,
    body: KnownBody,
    pieces: readonly (Piece & { readonly at: Extent })[],
  ): void {
    this.#bodies.set(keyOf(place, body.requestId), body);
    this.#last.set(keyOf(place, sessionId), body.requestId);
    for (const { key, at } of pieces) this.#pieces.set(key, at);
  }
}

function keyOf({ userId, week, epoch }: Place, id: string): string {
  return `${userId}\n${week}\n${epoch}\n${id}`;
}

const weekMs = 7 * 86_400_000;
/** The epoch of Unix was a Thursday; weeks begin on Monday, as PostgreSQL's `date_trunc('week', …)` has it. */
const mondayMs = 4 * 86_400_000;

/** The number of the week of a time, which names the partition of its content. */
export function weekOf(atMs: number): number {
  return Math.floor((atMs - mondayMs) / weekMs);
}
