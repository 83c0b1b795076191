import type { Queryable } from '../../../database/queryable.ts';
import type { ChainHead } from '../../events.ts';

/** How far every chain was at a moment. */
export interface Horizon {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly heads: readonly ChainHead[];
  /** The journals that had a chain. */
  readonly journals: readonly string[];
  /** Names of the partitions that there were. */
  readonly partitions: readonly string[];
  /** How many erasures had been carried out. */
  readonly erasures: number;
}

interface HeadRow {
  readonly journal_id: string;
  readonly sequence: string | null;
  readonly hash: string | null;
}

export async function takeHorizon(database: Queryable): Promise<Horizon> {
  const partitions = await selectPartitions(database);
  const erasures = await countErasures(database);
  const at = new Date().toISOString();
  // In one statement. A chain without a row in `journals` was tampered with: it is there all the same.
  const { rows } = await database.query<HeadRow>(
    `select id as journal_id, shipped_sequence::text as sequence, encode(chain_hash, 'hex') as hash from journals
     where chain_hash is not null
     union all
     select distinct journal_id, null, null from chain_blocks
     where not exists (select from journals where id = journal_id)
     order by 1`,
  );
  const heads = rows.flatMap(({ journal_id, sequence, hash }) =>
    sequence === null || hash === null ? [] : [{ journal_id, sequence, hash }],
  );
  return { at, heads, partitions, erasures, journals: rows.map(({ journal_id }) => journal_id) };
}

/** Tells what was there at a horizon. */
export class Within {
  readonly #upto: ReadonlyMap<string, bigint>;
  readonly #journals: ReadonlySet<string>;

  constructor({ heads, journals }: Horizon) {
    this.#upto = new Map(heads.map(({ journal_id, sequence }) => [journal_id, BigInt(sequence)]));
    this.#journals = new Set(journals);
  }

  /**
   * Whether an event was there. `isJournal` says whether its journal has a row now: if it had none then, it came later;
   * an event of no journal at all was made up, and is shown as it is.
   */
  has(journalId: string, sequence: bigint, isJournal: boolean): boolean {
    const upto = this.#upto.get(journalId);
    if (upto !== undefined) return sequence <= upto;
    return this.#journals.has(journalId) || !isJournal;
  }
}

/** Retention or an erasure took a part of the record while it was read. */
export class RecordWasCut extends Error {
  override readonly name = 'RecordWasCut';
}

/** @throws RecordWasCut */
export async function assertNothingGone(database: Queryable, { partitions, erasures }: Horizon): Promise<void> {
  const now = new Set(await selectPartitions(database));
  if (!partitions.every((name) => now.has(name)) || erasures !== (await countErasures(database))) {
    throw new RecordWasCut('Retention or an erasure took a part of the record while it was exported: export it again.');
  }
}

async function countErasures(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    'select count(*) as count from erasures where done_at is not null',
  );
  return Number(rows[0]?.count);
}

async function selectPartitions(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select relid::regclass::text as name
     from unnest('{invocations,chain_blocks,payload_contents}'::regclass[]) root, pg_partition_tree(root)`,
  );
  return rows.map(({ name }) => name);
}
