import type { PayloadPart } from '../events.ts';
import { commonPrefix, commonSuffix } from './common-bytes.ts';
import { type ByteRange, type Extent, joinExtents, sliceExtents } from './extents.ts';
import type { KnownBody, KnownContent, Piece, Place } from './known-content.ts';
import { encodeManifest, extentsOf, type Operation } from './manifest.ts';

export interface BodyToCompose {
  readonly requestId: string;
  readonly body: Buffer;
  readonly place: Place;
  readonly sessionId: string;
  /** Ranges that may come again in other bodies, ascending, not overlapping. */
  readonly pieces: readonly ByteRange[];
  /** Where the messages of this turn are. */
  readonly turn: readonly ByteRange[];
}

export interface ComposedBody {
  readonly parts: readonly PayloadPart[];
  /** To be told when the parts are durable. */
  readonly known: KnownBody;
  readonly ownPieces: readonly (Piece & { readonly at: Extent })[];
}

/** Less than this is written again rather than referred to. */
const sharedBytesMin = 256;
/** After so many manifests that lean on each other comes one that leans on none. */
const depthMax = 31;

/**
 * Puts a body together from what is known and what is new: the beginning and the end that it has in common with the
 * conversation's previous body, pieces that came before anywhere in the user's requests, and its own bytes.
 */
export function composeBody(
  known: KnownContent,
  { requestId, body, place, sessionId, pieces, turn }: BodyToCompose,
): ComposedBody {
  const parent = known.bodyOf(place, sessionId);
  const prefix = parent ? enough(commonPrefix(parent.body, body)) : 0;
  const suffix = parent ? enough(commonSuffix(parent.body, body, prefix)) : 0;
  const composer = new Composer(requestId, body);
  if (parent && prefix > 0) composer.copy([0, prefix], parent, 0);
  for (const range of pieces) {
    const [start, end] = range;
    if (start < prefix || end > body.length - suffix || end - start < sharedBytesMin) continue;
    const key = known.pieceKey(place, body.subarray(start, end));
    const extent = known.extentOf(key);
    if (extent) composer.refer(range, extent);
    else composer.piece({ range, key });
  }
  if (parent && suffix > 0) composer.copy([body.length - suffix, body.length], parent, parent.body.length - suffix);
  return composer.finish(parent, turn);
}

function enough(bytes: number): number {
  return bytes < sharedBytesMin ? 0 : bytes;
}

class Composer {
  private readonly requestId: string;
  private readonly body: Buffer;
  private readonly operations: Operation[] = [];
  private readonly own: Buffer[] = [];
  private readonly pieces: (Piece & { at: Extent })[] = [];
  private waiting: Piece[] = [];
  private at = 0;
  private ownBytes = 0;
  private usesParent = false;

  constructor(requestId: string, body: Buffer) {
    this.requestId = requestId;
    this.body = body;
  }

  copy([start, end]: ByteRange, _parent: KnownBody, from: number): void {
    this.ownUpto(start);
    this.operations.push([from, from + end - start]);
    this.at = end;
    this.usesParent = true;
  }

  refer([start, end]: ByteRange, extent: Extent): void {
    this.ownUpto(start);
    this.operations.push([extent.requestId, extent.start, extent.length]);
    this.at = end;
  }

  /** A piece that will be own bytes. */
  piece(piece: Piece): void {
    this.waiting.push(piece);
  }

  finish(parent: KnownBody | undefined, turn: readonly ByteRange[]): ComposedBody {
    this.ownUpto(this.body.length);
    const isShared = this.operations.some((operation) => typeof operation !== 'number');
    const parentExtents = this.usesParent && parent ? parent.extents : [];
    const manifest = { parent: this.usesParent && parent ? parent.requestId : null, operations: this.operations, turn };
    const extents = extentsOf(this.requestId, manifest, parentExtents);
    const depth = this.usesParent && parent ? parent.depth + 1 : 0;
    const isDeep = depth > depthMax;
    const known = { requestId: this.requestId, body: this.body, extents, depth: isDeep ? 0 : depth };
    const parts: PayloadPart[] = [];
    if (isShared) {
      const flat = isDeep ? { ...manifest, parent: null, operations: this.flat(parentExtents) } : manifest;
      parts.push({ payload: 'request_received', encoding: 'manifest', bytes: encodeManifest(flat) });
    }
    if (this.ownBytes > 0 || !isShared) {
      parts.push({ payload: 'request_received', encoding: 'identity', bytes: Buffer.concat(this.own, this.ownBytes) });
    }
    return { parts, known, ownPieces: this.pieces };
  }

  private ownUpto(end: number): void {
    if (end <= this.at) return;
    const shift = this.ownBytes - this.at;
    for (const { range, key } of this.waiting) {
      const at = { requestId: this.requestId, start: range[0] + shift, length: range[1] - range[0] };
      this.pieces.push({ range, key, at });
    }
    this.waiting = [];
    this.own.push(this.body.subarray(this.at, end));
    this.operations.push(end - this.at);
    this.ownBytes += end - this.at;
    this.at = end;
  }

  /** The same operations without the parent. */
  private flat(parentExtents: readonly Extent[]): Operation[] {
    return this.operations.flatMap((operation): Operation[] => {
      if (typeof operation === 'number' || typeof operation[0] === 'string') return [operation];
      const slice = sliceExtents(parentExtents, operation as ByteRange);
      return joinExtents(slice).map(({ requestId, start, length }) => [requestId, start, length] as const);
    });
  }
}
