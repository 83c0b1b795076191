import type { PayloadPart } from '../events.ts';
import { commonPrefix, commonSuffix } from './common-bytes.ts';
import { cutBack, cutForward, edgesOf } from './cut.ts';
import { type ByteRange, type Extent, joinExtents, sliceExtents } from './extents.ts';
import type { KnownBody, KnownContent, Piece, Place } from './known-content.ts';
import { encodeManifest, extentsOf, type Operation } from './manifest.ts';

export interface BodyToCompose {
  readonly requestId: string;
  readonly body: Buffer;
  readonly place: Place;
  readonly sessionId: string;
  /** Ranges that may come again in other bodies (messages, definitions of tools), ascending, not overlapping. */
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
export function composeBody(known: KnownContent, it: BodyToCompose): ComposedBody {
  const { body, turn } = it;
  const keys = new PieceKeys(known, it);
  const like = findParent(known, it, keys, edgesOf(it.pieces));
  const { parent, prefix, suffix } = like;
  const composer = new Composer(it.requestId, body);
  if (prefix > 0) composer.copy([0, prefix], 0);
  for (const [index, range] of it.pieces.entries()) {
    const [start, end] = range;
    if (start < prefix || end > body.length - suffix || end - start < sharedBytesMin) continue;
    const key = keys.of(index);
    const extent = known.extentOf(key);
    if (extent) composer.refer(range, extent);
    else composer.piece({ range, key });
  }
  if (parent && suffix > 0) composer.copy([body.length - suffix, body.length], parent.body.length - suffix);
  return composer.finish(parent, turn);
}

interface Likeness {
  readonly parent: KnownBody | null;
  readonly prefix: number;
  readonly suffix: number;
}

/** The body that this one goes on from: the session's last one, or the one that brought the newest piece of it. */
function findParent(known: KnownContent, it: BodyToCompose, keys: PieceKeys, edges: readonly number[]): Likeness {
  const last = likeness(known.lastOf(it.place, it.sessionId), it.body, edges);
  if (last.prefix + last.suffix >= it.body.length / 2) return last;
  let newest = '';
  for (const [index, [start, end]] of it.pieces.entries()) {
    if (end - start < sharedBytesMin) continue;
    const requestId = known.extentOf(keys.of(index))?.requestId ?? '';
    // Ids begin with their time.
    if (requestId > newest) newest = requestId;
  }
  const other = likeness(known.bodyOf(it.place, newest), it.body, edges);
  if (other.prefix + other.suffix > last.prefix + last.suffix) return other;
  return last;
}

function likeness(parent: KnownBody | undefined, body: Buffer, edges: readonly number[]): Likeness {
  if (!parent) return { parent: null, prefix: 0, suffix: 0 };
  const prefix = enough(cutBack(body, commonPrefix(parent.body, body), edges));
  const suffix = commonSuffix(parent.body, body, prefix);
  return { parent, prefix, suffix: enough(body.length - cutForward(body, body.length - suffix, edges)) };
}

/** The keys of a body's pieces, each made when it is asked for. */
class PieceKeys {
  private readonly known: KnownContent;
  private readonly it: BodyToCompose;
  private readonly keys: string[] = [];

  constructor(known: KnownContent, it: BodyToCompose) {
    this.known = known;
    this.it = it;
  }

  of(index: number): string {
    const [start, end] = this.it.pieces[index] ?? [0, 0];
    return (this.keys[index] ??= this.known.pieceKey(this.it.place, this.it.body.subarray(start, end)));
  }
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

  /** Bytes of the parent, from `from` on. */
  copy([start, end]: ByteRange, from: number): void {
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

  finish(parent: KnownBody | null, turn: readonly ByteRange[]): ComposedBody {
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
