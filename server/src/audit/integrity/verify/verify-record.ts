import pg from 'pg';
import { type CheckpointBody, isSigned } from '../checkpoint.ts';
import { Attestations } from './attestations.ts';
import { ExpectedLinks } from './expected-links.ts';
import { readable } from './kept-event.ts';
import type { RecordSource, SignedText, Verification } from './record-source.ts';
import { type Report, ReportBuilder } from './report.ts';
import { SeenEvents } from './seen-events.ts';
import { parsedEvent, verifyChain } from './verify-chain.ts';

export interface VerifyOptions {
  /** PEM of the key that signs checkpoints and exports; null: signatures are not looked at. */
  readonly publicKey: string | null;
  /** Checkpoints that were held elsewhere. */
  readonly checkpoints: readonly SignedText[];
}

/**
 * Verifies a record: the hashes of every chain, what chains and checkpoints say of each other, and what was made of the
 * events. It reads twice: first what events attest about others, then everything else against that.
 *
 * @throws what reading the source throws
 */
export async function verifyRecord(source: RecordSource, { publicKey, checkpoints }: VerifyOptions): Promise<Report> {
  const report = new ReportBuilder(publicKey !== null);
  const verification: Verification = {
    report,
    attestations: new Attestations(),
    seen: new SeenEvents(),
    links: { tool_calls: new ExpectedLinks(), answers: new ExpectedLinks() },
  };
  await source.begin(verification, publicKey);
  const journals = await source.journals();
  await readAttestations(source, journals, verification);
  for await (const checkpoint of source.checkpoints()) takeCheckpoint(checkpoint, publicKey, verification);
  for (const checkpoint of checkpoints) takeCheckpoint(checkpoint, publicKey, verification);
  try {
    for (const journalId of journals) {
      report.counts.chains++;
      await verifyChain(source, journalId, verification);
    }
    findMissingChains(journals, verification);
    await source.leftovers();
  } catch (error) {
    if (!isUnstorable(error)) throw error;
    report.found('the verification ended early: an event holds what no table could have taken');
  }
  const { all, uncovered } = verification.attestations.counts;
  report.counts.attestations = all;
  report.counts.uncoveredAttestations = uncovered;
  return report.build();
}

async function readAttestations(
  source: RecordSource,
  journals: readonly string[],
  { attestations, report }: Verification,
): Promise<void> {
  for (const journalId of journals) {
    for await (const { entries } of source.blocks(journalId)) {
      for (const { sort, bytes } of entries ?? []) {
        const event = sort === 'canonical' ? parsedEvent(bytes, journalId) : null;
        if (event) readable(event, report, () => attestations.take(event));
      }
    }
  }
  for (const head of await source.heads()) attestations.expect(head);
}

function takeCheckpoint(
  checkpoint: SignedText,
  publicKey: string | null,
  { attestations, report }: Pick<Verification, 'attestations' | 'report'>,
): void {
  if (publicKey !== null && !isSigned(checkpoint, publicKey)) {
    return report.found('a checkpoint is not signed by the key it should be signed by');
  }
  let body: CheckpointBody;
  try {
    body = JSON.parse(checkpoint.body) as CheckpointBody;
    for (const head of body.chains) attestations.cover(head);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return report.found('a checkpoint cannot be read');
  }
  report.counts.checkpoints++;
  if (report.coveredUntil === null || body.at > report.coveredUntil) report.coveredUntil = body.at;
}

function findMissingChains(journals: readonly string[], { attestations, report }: Verification): void {
  for (const journalId of attestations.journals) {
    const last = attestations.lastKnown(journalId);
    if (last === null || journals.includes(journalId)) continue;
    const dropped = attestations.droppedUpto(journalId);
    if (dropped === null || dropped < last) report.found('the whole chain is missing', { journalId, sequence: last });
  }
}

/** A value that its column cannot hold: it came from an event that was altered, for all others were stored. */
function isUnstorable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith('22') === true;
}
