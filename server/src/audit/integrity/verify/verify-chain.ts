import { genesis, leafOf, link, parseCanonical, UnreadableCanonical } from '../chain.ts';
import type { KeptBlock, KeptEvent, RecordSource, Verification } from './record-source.ts';

/** Computes the hashes of a chain again, and has what was made of its events compared with them. */
export async function verifyChain(source: RecordSource, journalId: string, verification: Verification): Promise<void> {
  const { attestations, report } = verification;
  let sequence = 0n;
  let hash: Buffer = genesis(journalId);
  for await (const block of source.blocks(journalId)) {
    const base = attestations.baseBetween(journalId, sequence, block.firstSequence - 1n);
    if (base) ({ sequence, hash } = base);
    findBreak(block, { journalId, sequence, hash }, verification);
    const events = verifyBlock(source, journalId, block, verification);
    report.counts.events += Number(block.lastSequence - block.firstSequence) + 1;
    await source.compare(events);
    sequence = block.lastSequence;
    hash = block.lastHash;
  }
  const last = attestations.lastKnown(journalId) ?? 0n;
  if (last > sequence && last > (attestations.droppedUpto(journalId) ?? 0n)) {
    const message = `the end is cut off: the chain was known to have ${last} events`;
    report.found(message, { journalId, sequence: sequence + 1n });
  }
  const uncovered = sequence - attestations.coveredUpto(journalId);
  if (uncovered > 0n) report.counts.uncovered += Number(uncovered);
}

interface Before {
  readonly journalId: string;
  readonly sequence: bigint;
  readonly hash: Buffer;
}

/** Whether a block goes on from what was before it. */
function findBreak(
  { firstSequence, previousHash }: KeptBlock,
  { journalId, sequence, hash }: Before,
  { attestations, report }: Verification,
): void {
  const found = (message: string, at: bigint = firstSequence): void =>
    report.found(message, { journalId, sequence: at });
  const isNext = firstSequence === sequence + 1n;
  const isLinked = previousHash.equals(hash);
  if (isNext && isLinked) return;
  if (firstSequence <= sequence) {
    found('an event is there a second time: inserted, or in another order');
  } else if (!isNext) {
    const [from, upto] = [sequence + 1n, firstSequence - 1n];
    const why = attestations.isDamaged(journalId, from, upto) ? ': lost to a damaged disk, as the chain says' : '';
    found(`events ${from} to ${upto} are missing${why}`, from);
  } else {
    found('the chain does not go on here: this event or the one before it was altered');
  }
}

/** The events of a block that can be read, after its hashes were computed again. */
function verifyBlock(
  source: RecordSource,
  journalId: string,
  block: KeptBlock,
  { attestations, report }: Verification,
): KeptEvent[] {
  const { entries, firstSequence, lastSequence } = block;
  if (entries === null || BigInt(entries.length) !== lastSequence - firstSequence + 1n) {
    report.found('the events cannot be read', { journalId, sequence: firstSequence });
    return [];
  }
  const events: KeptEvent[] = [];
  let hash = block.previousHash;
  for (const [index, { sort, bytes }] of entries.entries()) {
    const sequence = firstSequence + BigInt(index);
    const event = sort === 'canonical' ? parsedEvent(bytes, journalId) : null;
    if (sort === 'leaf') {
      report.counts.unshown++;
      source.unshown(journalId, sequence);
    } else if (event?.sequence !== sequence) {
      report.found('an event is not the one that belongs here', { journalId, sequence });
    }
    hash = link(hash, sort === 'canonical' ? leafOf(bytes) : bytes);
    const expected = attestations.hashAt(journalId, sequence);
    if (expected !== undefined && expected !== hash.toString('hex')) {
      report.found('the chain has another hash here than was attested', { journalId, sequence });
    }
    if (event) events.push(event);
  }
  if (!hash.equals(block.lastHash)) {
    report.found(`an event from here to ${lastSequence} was altered`, { journalId, sequence: firstSequence });
  }
  return events;
}

/** Null for what is no event with a readable head: it was altered, and its hash says so. */
export function parsedEvent(bytes: Buffer, journalId: string): KeptEvent | null {
  try {
    const event = parseCanonical(bytes);
    const head: unknown = JSON.parse(Buffer.from(event.headBytes).toString('utf8'));
    return head === null || typeof head !== 'object' ? null : { ...event, journalId };
  } catch (error) {
    if (error instanceof UnreadableCanonical || error instanceof SyntaxError || error instanceof RangeError)
      return null;
    throw error;
  }
}
