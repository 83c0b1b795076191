import type { RetentionHead } from '../events.ts';
import { type ChainEntry, decodeBlock, encodeBlock } from '../integrity/chain-block.ts';
import { leafOf, parseCanonical } from '../integrity/chain.ts';

export interface ThinnedBlock {
  /** What stays of the block: the events of held calls, and of all others their leaves. Null when nothing has to stay. */
  readonly entries: Buffer | null;
  /** What events of the block attest about earlier drops: a later drop has to say it again. */
  readonly attested: readonly RetentionHead[];
}

/** @throws UnreadableBlock, UnreadableCanonical */
export function thinBlock(entries: Buffer, held: ReadonlySet<string>): ThinnedBlock {
  const attested: RetentionHead[] = [];
  let isKept = false;
  const thinned = decodeBlock(entries).map((entry): ChainEntry => {
    if (entry.sort === 'leaf') return entry;
    const { kind, headBytes } = parseCanonical(entry.bytes);
    if (kind === 'retention') attested.push(read(headBytes) as RetentionHead);
    if (held.size > 0 && ofCalls.has(kind) && held.has((read(headBytes) as { request_id: string }).request_id)) {
      isKept = true;
      return entry;
    }
    return { sort: 'leaf', bytes: leafOf(entry.bytes) };
  });
  return { entries: isKept ? encodeBlock(thinned) : null, attested };
}

const ofCalls: ReadonlySet<string> = new Set(['open', 'attempt', 'captured', 'settle', 'correction']);

function read(headBytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(headBytes).toString('utf8'));
}
