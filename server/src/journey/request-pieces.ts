import type { ByteRange } from '../audit/payloads/extents.ts';
import type { JsonNode } from '../platform/json-tree.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';

/** Where in a body its messages and other large members lie, as ranges of bytes, ascending. */
export interface RequestPieces {
  readonly pieces: readonly ByteRange[];
  /** The messages that are new in this turn. */
  readonly turn: readonly ByteRange[];
}

/** @param newFrom index of the first message of this turn; null when it is not known */
export function piecesOf(request: GovernedRequest, body: Uint8Array, newFrom: number | null): RequestPieces {
  const { conversation } = request;
  const messages = conversation?.children ?? [];
  const large = request.root.children.filter(
    (node) => node !== conversation && (node.kind === 'object' || node.kind === 'array'),
  );
  return {
    pieces: rangesOf(
      [...messages, ...large].toSorted((a, b) => a.start - b.start),
      request.text,
      body.length,
    ),
    turn: rangesOf(messages.slice(newFrom ?? messages.length), request.text, body.length),
  };
}

function rangesOf(nodes: readonly JsonNode[], text: string, bytes: number): ByteRange[] {
  const toBytes = byteOffsets(text, bytes);
  return nodes.map(({ start, end }) => [toBytes(start), toBytes(end)]);
}

/** From UTF-16 offsets, asked for in ascending order, to offsets of UTF-8 bytes. */
function byteOffsets(text: string, bytes: number): (offset: number) => number {
  if (text.length === bytes) return (offset) => offset;
  let at = 0;
  let byteAt = 0;
  return (offset) => {
    byteAt += Buffer.byteLength(text.slice(at, offset));
    at = offset;
    return byteAt;
  };
}
