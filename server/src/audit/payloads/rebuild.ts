import type { PayloadPart } from '../events.ts';
import { type ByteRange, type Extent, lengthOf, sliceExtents } from './extents.ts';
import { decodeManifest, extentsOf, type Manifest } from './manifest.ts';

/** The parts of the `open` contents of requests, by request id. */
export type OpenParts = (requestIds: readonly string[]) => Promise<ReadonlyMap<string, readonly PayloadPart[]>>;

/** A content that a body needs is not there. */
export class MissingContent extends Error {
  override readonly name = 'MissingContent';
  readonly requestId: string;
  constructor(requestId: string) {
    super(`the content of ${requestId} is not there`);
    this.requestId = requestId;
  }
}

/** A body as it is in the record: what it is made of, and where the messages of its turn are (null: not noted). */
export interface RecordedBody {
  readonly extents: readonly Extent[];
  readonly turn: readonly ByteRange[] | null;
}

/** Manifests that lean on each other; more than a writer ever makes. */
const depthMax = 1000;

/** What the body of a request is made of. Null when it has none. @throws MissingContent */
export async function readBody(requestId: string, open: OpenParts): Promise<RecordedBody | null> {
  const line: { requestId: string; manifest: Manifest }[] = [];
  let base: Extent[] = [];
  for (let id: string | null = requestId; id !== null;) {
    const parts: readonly PayloadPart[] | undefined = (await open([id])).get(id);
    if (!parts) throw new MissingContent(id);
    const bytes = manifestOf(parts);
    if (bytes === null) {
      const own = ownBytesOf(parts);
      if (own === null) return null;
      base = [{ requestId: id, start: 0, length: own.length }];
      break;
    }
    const manifest = decodeManifest(bytes);
    if (line.length >= depthMax) throw new MissingContent(id);
    line.push({ requestId: id, manifest });
    id = manifest.parent;
  }
  for (const { requestId: id, manifest } of line.toReversed()) base = extentsOf(id, manifest, base);
  return { extents: base, turn: line[0]?.manifest.turn ?? null };
}

/** The bytes of extents. @throws MissingContent */
export async function bytesOf(extents: readonly Extent[], open: OpenParts): Promise<Buffer> {
  const contents = await open([...new Set(extents.map(({ requestId }) => requestId))]);
  const pieces = extents.map(({ requestId, start, length }) => {
    const parts = contents.get(requestId);
    const own = parts ? ownBytesOf(parts) : null;
    if (own === null || start + length > own.length) throw new MissingContent(requestId);
    return own.subarray(start, start + length);
  });
  return Buffer.concat(pieces, lengthOf(extents));
}

/** The bytes of some ranges of a body, each for itself. @throws MissingContent */
export async function rangesOf(body: RecordedBody, ranges: readonly ByteRange[], open: OpenParts): Promise<Buffer[]> {
  const slices = ranges.map((range) => sliceExtents(body.extents, range));
  const all = await bytesOf(slices.flat(), open);
  let at = 0;
  return slices.map((slice) => all.subarray(at, (at += lengthOf(slice))));
}

function manifestOf(parts: readonly PayloadPart[]): Uint8Array | null {
  return parts.find((part) => part.payload === 'request_received' && part.encoding === 'manifest')?.bytes ?? null;
}

function ownBytesOf(parts: readonly PayloadPart[]): Uint8Array | null {
  return parts.find((part) => part.payload === 'request_received' && part.encoding === 'identity')?.bytes ?? null;
}
