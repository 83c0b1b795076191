import type { admin } from '@tollgate/contract';
import type { Queryable } from '../../../database/queryable.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { leafOf, link } from '../chain.ts';
import { decodeBlock, UnreadableBlock } from '../chain-block.ts';
import { type Checkpoint, type CheckpointBody, isSigned } from '../checkpoint.ts';
import { Attestations } from '../verify/attestations.ts';
import { CallComparison } from '../verify/call-comparison.ts';
import { type BlockRow, selectBlocks } from '../verify/database-source.queries.ts';
import { ExpectedLinks } from '../verify/expected-links.ts';
import type { KeptEvent } from '../verify/record-source.ts';
import { ReportBuilder } from '../verify/report.ts';
import { SeenEvents } from '../verify/seen-events.ts';
import { parsedEvent } from '../verify/verify-chain.ts';
import { selectBlockBefore, selectCallPlaces, selectCheckpointsSince } from './proof.queries.ts';

type Proof = Omit<admin.InvocationProof, 'public_key' | 'checked_at'>;
type Check = admin.InvocationProof['checks'][number];

interface Place {
  readonly journalId: string;
  readonly sequence: bigint;
}

interface Linked extends Place {
  readonly canonical: Buffer | null;
  readonly leaf: Buffer;
  readonly before: Buffer;
  readonly after: Buffer;
}

const blocksAtOnce = 20;
/** A chain is followed so many blocks on to a checkpoint; who wants more has the command. */
const blocksMax = 400;
const checkpointsMax = 100;

/**
 * Shows that a call stands in the record as it was written: its events link into their chain, the chain goes on to a
 * checkpoint, the checkpoint is signed, and the rows that the console shows are what the events say.
 * @param publicKey PEM; null while it is not known
 * @returns null when there is no such call
 */
export async function proveCall(
  database: Queryable,
  requestId: string,
  publicKey: string | null,
): Promise<Proof | null> {
  const places = await selectCallPlaces(database, requestId);
  if (!places) return null;
  const named = [
    { kind: 'open' as const, place: places.open },
    ...(places.settle ? [{ kind: 'settle' as const, place: places.settle }] : []),
  ];
  const last = named.at(-1)!.place;
  const checkpoint = await coveringCheckpoint(
    database,
    requestId,
    named.map(({ place }) => place),
  );
  const found: { kind: 'open' | 'settle'; linked: Linked | null }[] = [];
  for (const { kind, place } of named) found.push({ kind, linked: await linkedEvent(database, place) });
  const events = found.flatMap(({ kind, linked }) => (linked ? [{ kind, linked }] : []));
  const isWhole = events.length === named.length;
  return {
    request_id: requestId,
    events: events.map(({ kind, linked }) => ({
      kind,
      journal_id: linked.journalId,
      sequence: String(linked.sequence),
      canonical: linked.canonical?.toString('base64') ?? null,
      leaf: linked.leaf.toString('hex'),
      before: linked.before.toString('hex'),
      after: linked.after.toString('hex'),
    })),
    checkpoint: checkpoint && {
      id: checkpoint.id,
      at: checkpoint.at,
      body: checkpoint.body,
      signature: checkpoint.signature.toString('base64'),
    },
    checks: [
      isWhole
        ? check('events', 'holds')
        : check(
            'events',
            places.settle ? 'broken' : 'open',
            'An event of this call is not in its chain yet, or no more.',
          ),
      await checkChain(database, last, checkpoint),
      checkpoint ? check('checkpoint', 'holds') : check('checkpoint', 'open', 'No checkpoint covers this call yet.'),
      checkSignature(checkpoint, publicKey),
      await checkRows(
        database,
        events.map(({ linked }) => linked),
      ),
    ],
  };
}

function check(what: Check['what'], outcome: Check['outcome'], message: string | null = null): Check {
  return { what, outcome, message };
}

function headsOf(checkpoint: Checkpoint): CheckpointBody['chains'] {
  try {
    return (JSON.parse(checkpoint.body) as CheckpointBody).chains;
  } catch {
    return [];
  }
}

async function coveringCheckpoint(
  database: Queryable,
  requestId: string,
  places: readonly Place[],
): Promise<Checkpoint | null> {
  const since = new Date(timeOfId(requestId));
  for (const checkpoint of await selectCheckpointsSince(database, since, checkpointsMax)) {
    const heads = headsOf(checkpoint);
    const covers = ({ journalId, sequence }: Place): boolean =>
      heads.some((head) => head.journal_id === journalId && BigInt(head.sequence) >= sequence);
    if (places.every(covers)) return checkpoint;
  }
  return null;
}

/** The blocks of a chain from the one on that holds an event. */
async function* blocksFrom(database: Queryable, { journalId, sequence }: Place): AsyncGenerator<BlockRow> {
  let after = await selectBlockBefore(database, journalId, sequence);
  for (let read = 0; after !== null && read < blocksMax; read += blocksAtOnce) {
    const blocks: BlockRow[] = await selectBlocks(database, journalId, after, blocksAtOnce);
    yield* blocks;
    const last = blocks.at(-1);
    after = last && blocks.length === blocksAtOnce ? { sequence: last.firstSequence, at: last.at } : null;
  }
}

/** The hashes of a block's events, computed anew; null where they do not give the block's own. */
function linksOf({ journalId }: Place, block: BlockRow): Linked[] | null {
  try {
    let before = block.previousHash;
    const links = decodeBlock(block.entries).map(({ sort, bytes }, index): Linked => {
      const leaf = sort === 'canonical' ? leafOf(bytes) : bytes;
      const after = link(before, leaf);
      const sequence = block.firstSequence + BigInt(index);
      const linked = { journalId, sequence, canonical: sort === 'canonical' ? bytes : null, leaf, before, after };
      before = after;
      return linked;
    });
    return before.equals(block.lastHash) ? links : null;
  } catch (error) {
    if (error instanceof UnreadableBlock) return null;
    throw error;
  }
}

async function linkedEvent(database: Queryable, place: Place): Promise<Linked | null> {
  for await (const block of blocksFrom(database, place)) {
    return linksOf(place, block)?.find(({ sequence }) => sequence === place.sequence) ?? null;
  }
  return null;
}

/** Follows the chain from a call's last event to the hash that a checkpoint attests, or to its end. */
async function checkChain(database: Queryable, place: Place, checkpoint: Checkpoint | null): Promise<Check> {
  const head = checkpoint && headsOf(checkpoint).find(({ journal_id }) => journal_id === place.journalId);
  let hash: Buffer | null = null;
  let at = 0n;
  for await (const block of blocksFrom(database, place)) {
    const links = linksOf(place, block);
    if (links === null) return check('chain', 'broken', `Events from ${block.firstSequence} on were altered.`);
    if (hash !== null && !(block.previousHash.equals(hash) && block.firstSequence === at + 1n))
      return check('chain', 'broken', `The chain does not go on at event ${block.firstSequence}.`);
    const attested = head && links.find(({ sequence }) => String(sequence) === head.sequence);
    if (attested) {
      return attested.after.toString('hex') === head.hash
        ? check('chain', 'holds')
        : check('chain', 'broken', `The chain has another hash at event ${head.sequence} than the checkpoint attests.`);
    }
    hash = block.lastHash;
    at = block.lastSequence;
  }
  if (hash === null) return check('chain', 'open', 'The events are not in the chain yet, or no more.');
  return head
    ? check('chain', 'open', 'The checkpoint is far: the command verifies all of it.')
    : check('chain', 'holds');
}

function checkSignature(checkpoint: Checkpoint | null, publicKey: string | null): Check {
  if (checkpoint === null || publicKey === null) return check('signature', 'open');
  return isSigned(checkpoint, publicKey) ? check('signature', 'holds') : check('signature', 'broken');
}

/** Compares what the tables show of a call with its events, as the verification of the whole record does. */
async function checkRows(database: Queryable, links: readonly Linked[]): Promise<Check> {
  const report = new ReportBuilder(true);
  const few = (): ExpectedLinks => new ExpectedLinks(1024);
  const comparison = new CallComparison(database, {
    report,
    attestations: new Attestations(),
    seen: new SeenEvents(),
    links: { tool_calls: few(), answers: few() },
  });
  const events = links.flatMap(({ canonical, journalId }): KeptEvent[] => {
    const event = canonical === null ? null : parsedEvent(canonical, journalId);
    return event ? [event] : [];
  });
  if (events.length === 0) return check('rows', 'open');
  await comparison.compareOpens(events.filter(({ kind }) => kind === 'open'));
  await comparison.compareSettles(events.filter(({ kind }) => kind === 'settle'));
  const { findings } = report.build();
  return findings.length === 0
    ? check('rows', 'holds')
    : check('rows', 'broken', findings.map(({ message }) => message).join('; '));
}
