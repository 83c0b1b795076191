import { type Checkpoint, type CheckpointBody, isSigned } from '../checkpoint.ts';
import { type Chained, genesis, leafOf, link, parseCanonical, UnreadableCanonical } from '../chain.ts';
import { Attestations } from './attestations.ts';
import type { KeptBlock, KeptEvent, RecordSource } from './record-source.ts';
import { type Report, ReportBuilder } from './report.ts';
import { SeenEvents } from './seen-events.ts';

export interface VerifyOptions {
  /** PEM of the key that signs checkpoints; null: signatures are not looked at. */
  readonly publicKey: string | null;
  /** Checkpoints that were held elsewhere. */
  readonly checkpoints: readonly Pick<Checkpoint, 'body' | 'signature'>[];
}

/**
 * Verifies a record: the hashes of every chain, what chains and checkpoints say of each other, and what was made of the
 * events. It reads twice: first what events attest about others, then everything else against that.
 */
export async function verifyRecord(source: RecordSource, { publicKey, checkpoints }: VerifyOptions): Promise<Report> {
  const report = new ReportBuilder();
  const attestations = new Attestations();
  const journals = await source.journals();
  for (const journalId of journals) {
    for await (const block of source.blocks(journalId)) {
      for (const { sort, bytes } of block.entries ?? []) {
        const event = sort === 'canonical' ? parsed(bytes) : null;
        if (event) attestations.take(event);
      }
    }
  }
  for (const head of await source.heads()) attestations.expect(head);
  for (const checkpoint of [...(await source.checkpoints()), ...checkpoints]) {
    takeCheckpoint(checkpoint, publicKey, attestations, report);
  }
  const seen = new SeenEvents();
  for (const journalId of journals) {
    report.counts.chains++;
    await verifyChain(source, journalId, attestations, seen, report);
  }
  for (const journalId of attestations.journals) {
    const last = attestations.lastKnown(journalId);
    if (last === null || journals.includes(journalId)) continue;
    const dropped = attestations.droppedUpto(journalId);
    if (dropped === null || dropped < last) report.found('the whole chain is missing', { journalId, sequence: last });
  }
  await source.leftovers((journalId, sequence) => seen.has(journalId, sequence), report);
  return report.build();
}

function takeCheckpoint(
  checkpoint: Pick<Checkpoint, 'body' | 'signature'>,
  publicKey: string | null,
  attestations: Attestations,
  report: ReportBuilder,
): void {
  if (publicKey !== null && !isSigned(checkpoint, publicKey)) {
    return report.found('a checkpoint is not signed by the key it should be signed by');
  }
  const { at, chains } = JSON.parse(checkpoint.body) as CheckpointBody;
  for (const head of chains) attestations.expect(head);
  report.counts.checkpoints++;
  if (report.coveredUntil === null || at > report.coveredUntil) report.coveredUntil = at;
}

async function verifyChain(
  source: RecordSource,
  journalId: string,
  attestations: Attestations,
  seen: SeenEvents,
  report: ReportBuilder,
): Promise<void> {
  let sequence = 0n;
  let hash: Buffer = genesis(journalId);
  let isFirst = true;
  for await (const block of source.blocks(journalId)) {
    const found = (message: string, at: bigint = block.firstSequence): void =>
      report.found(message, { journalId, sequence: at });
    const isNext = block.firstSequence === sequence + 1n;
    const isLinked = block.previousHash.equals(hash);
    const base = block.previousHash.toString('hex');
    if (isFirst && !(isNext && isLinked) && attestations.isBase(journalId, block.firstSequence - 1n, base)) {
      // What was before went with its time, and the chain says so.
    } else if (block.firstSequence <= sequence) {
      found('an event is there a second time: inserted, or in another order');
    } else if (!isNext) {
      const [from, upto] = [sequence + 1n, block.firstSequence - 1n];
      const why = attestations.isDamaged(journalId, from, upto) ? ': lost to a damaged disk, as the chain says' : '';
      found(`events ${from} to ${upto} are missing${why}`, from);
    } else if (!isLinked) {
      found('the chain does not go on here: this event or the one before it was altered');
    }
    isFirst = false;
    const events = verifyBlock(journalId, block, attestations, report);
    for (const event of events) seen.add(journalId, event.sequence);
    report.counts.events += Number(block.lastSequence - block.firstSequence) + 1;
    await source.compare(events, attestations, report);
    sequence = block.lastSequence;
    hash = block.lastHash;
  }
  const last = attestations.lastKnown(journalId);
  if (last !== null && last > sequence) {
    report.found(`the end is cut off: the chain was known to have ${last} events`, {
      journalId,
      sequence: sequence + 1n,
    });
  }
}

/** The events of a block that can be read, after its hashes were computed again. */
function verifyBlock(
  journalId: string,
  block: KeptBlock,
  attestations: Attestations,
  report: ReportBuilder,
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
    const event = sort === 'canonical' ? parsed(bytes) : null;
    if (sort === 'canonical' && event?.sequence !== sequence) {
      report.found('an event is not the one that belongs here', { journalId, sequence });
    }
    hash = link(hash, sort === 'canonical' ? leafOf(bytes) : bytes);
    const expected = attestations.hashAt(journalId, sequence);
    if (expected !== undefined && expected !== hash.toString('hex')) {
      report.found('the chain has another hash here than was attested', { journalId, sequence });
    }
    if (event) events.push({ ...event, journalId });
  }
  if (!hash.equals(block.lastHash)) {
    report.found(`an event from here to ${lastSequence} was altered`, { journalId, sequence: firstSequence });
  }
  return events;
}

/** Null for what is no event with a readable head: it was altered, and its hash says so. */
function parsed(bytes: Buffer): Chained | null {
  try {
    const event = parseCanonical(bytes);
    JSON.parse(Buffer.from(event.headBytes).toString('utf8'));
    return event;
  } catch (error) {
    if (error instanceof UnreadableCanonical || error instanceof SyntaxError) return null;
    throw error;
  }
}
