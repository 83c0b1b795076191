import type { JournalEvent } from '../events.ts';
import { canonicalBytes, leafOf, link } from '../integrity/chain.ts';
import type { EncodedDraft } from './append-queue.ts';

/** The drafts as events of a journal, which go on after the event `sequence`, whose hash is `hash`. */
export function placeDrafts(
  journalId: string,
  { sequence, hash }: { readonly sequence: bigint; readonly hash: Uint8Array },
  drafts: readonly EncodedDraft[],
): JournalEvent[] {
  let previous = hash;
  return drafts.map(({ draft, headBytes }, index) => {
    const event = {
      ...draft,
      // As everybody else reads it: what JSON leaves out is not there.
      head: JSON.parse(headBytes.toString()) as unknown,
      journalId,
      sequence: sequence + 1n + BigInt(index),
      headBytes,
      previous,
    } as JournalEvent;
    previous = link(previous, leafOf(canonicalBytes(event)));
    return event;
  });
}
