import { type ByteRange, type Extent, joinExtents, lengthOf, sliceExtents } from './extents.ts';

/**
 * How a request body is put together, in order. JSON, as it is sealed with the content:
 *
 *     {"parent": "req_…" | null, "operations": [n | [start, end] | ["req_…", start, length], …], "turn": [[start, end], …]}
 *
 * `n`: the next n own bytes (the `identity` part beside the manifest); `[start, end]`: bytes of the parent's body;
 * `["req_…", start, length]`: own bytes of another request. `turn`: where in the body the messages of this turn are.
 */
export interface Manifest {
  readonly parent: string | null;
  readonly operations: readonly Operation[];
  readonly turn: readonly ByteRange[];
}

export type Operation = number | ByteRange | readonly [requestId: string, start: number, length: number];

export function encodeManifest(manifest: Manifest): Buffer {
  return Buffer.from(JSON.stringify(manifest));
}

export class UnreadableManifest extends Error {
  override readonly name = 'UnreadableManifest';
}

/** @throws UnreadableManifest */
export function decodeManifest(bytes: Uint8Array): Manifest {
  const manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as Manifest;
  if (!Array.isArray(manifest.operations) || !Array.isArray(manifest.turn)) throw new UnreadableManifest('no manifest');
  return manifest;
}

/**
 * The extents of a body.
 * @param requestId whose body it is
 * @param parent the extents of the parent's body; empty when it has none
 */
export function extentsOf(requestId: string, { operations }: Manifest, parent: readonly Extent[]): Extent[] {
  const parentLength = lengthOf(parent);
  const extents: Extent[] = [];
  let own = 0;
  for (const operation of operations) {
    if (typeof operation === 'number') {
      extents.push({ requestId, start: own, length: operation });
      own += operation;
    } else if (typeof operation[0] === 'string') {
      const [of, start, length] = operation as readonly [string, number, number];
      extents.push({ requestId: of, start, length });
    } else {
      const range = operation as ByteRange;
      if (range[1] > parentLength) throw new UnreadableManifest('a range behind the end of the parent');
      extents.push(...sliceExtents(parent, range));
    }
  }
  return joinExtents(extents);
}
