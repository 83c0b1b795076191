import type { Queryable } from '../../database/queryable.ts';
import { timeOfId, uuidv7 } from '../../platform/ids.ts';
import { rowsOf, type Said, type SignatureRow, type WordBlock, withoutMembers } from './word-block.ts';

/** Where a block lies. */
export interface BlockPlace {
  readonly at: Date;
  readonly id: string;
}

interface BlockRow extends BlockPlace {
  readonly size: number;
  readonly request_ids: readonly (string | null)[];
  readonly kinds: readonly Said['kind'][];
  readonly slices: Buffer;
}

/** Who moves filters, between rows and blocks or out of them, is alone. */
const lock = 7_236_020;

/** Waits until no filters are moved, and keeps it so until the transaction ends. */
export async function keepWordsStill(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [lock]);
}

/** Like `keepWordsStill`, or false when that would mean to wait. */
export async function tryKeepWordsStill(transaction: Queryable): Promise<boolean> {
  const { rows } = await transaction.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
  return rows[0]?.mine === true;
}

/** In a block an id is a UUID. */
const prefix = 'req_';
const uuidOf = ({ requestId }: Pick<Said, 'requestId'>): string => requestId.slice(prefix.length);
export const requestIdOf = (uuid: string): string => `${prefix}${uuid}`;

export async function insertWordBlock(database: Queryable, { size, members, slices }: WordBlock): Promise<void> {
  const times = members.flatMap((member) => (member ? [timeOfId(member.requestId)] : []));
  if (times.length === 0) return;
  await database.query(
    `insert into word_blocks (at, last_at, id, size, count, request_ids, kinds, slices)
     values ($1, $2, $3, $4, $5, $6::uuid[], $7::text[], $8)`,
    [
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
      uuidv7(),
      size,
      members.length,
      members.map((member) => member && uuidOf(member)),
      members.map((member) => member?.kind ?? null),
      slices,
    ],
  );
}

/** Blocks of so many filters of a size within a time, oldest first. */
export async function findBlocksOf(
  database: Queryable,
  { from, to }: { readonly from: Date; readonly to: Date },
  size: number,
  count: number,
): Promise<BlockPlace[]> {
  const { rows } = await database.query<BlockPlace>(
    'select at, id from word_blocks where at >= $1 and at < $2 and size = $3 and count = $4 order by at, id',
    [from, to, size, count],
  );
  return rows;
}

export async function takeBlocks(transaction: Queryable, places: readonly BlockPlace[]): Promise<WordBlock[]> {
  const { rows } = await transaction.query<BlockRow>(
    'delete from word_blocks where at = any($1::timestamptz[]) and id = any($2::uuid[]) returning *',
    [places.map(({ at }) => at), places.map(({ id }) => id)],
  );
  return rows.map(toBlock);
}

/** Leaves nothing of these contents in blocks. Nobody else moves filters meanwhile. */
export async function eraseFromWordBlocks(
  transaction: Queryable,
  erased: readonly { readonly requestId: string; readonly kind: string }[],
): Promise<void> {
  const gone = new Set(erased.map(keyOf));
  for (const { id, at } of await findBlocksWith(transaction, 'word_blocks', erased)) {
    const { rows } = await transaction.query<BlockRow>('select * from word_blocks where at = $1 and id = $2', [at, id]);
    for (const row of rows) {
      const { members, slices } = withoutMembers(toBlock(row), (member) => gone.has(keyOf(member)));
      await transaction.query(
        'update word_blocks set request_ids = $3::uuid[], slices = $4 where at = $1 and id = $2',
        [at, id, members.map((member) => member && uuidOf(member)), slices],
      );
    }
  }
}

/** The filters of these calls, out of all blocks of a partition. */
export async function selectSignaturesIn(
  transaction: Queryable,
  partition: string,
  requestIds: readonly string[],
): Promise<SignatureRow[]> {
  const wanted = new Set(requestIds);
  const found: SignatureRow[] = [];
  const calls = requestIds.map((requestId) => ({ requestId }));
  for (const { id } of await findBlocksWith(transaction, partition, calls)) {
    const { rows } = await transaction.query<BlockRow>(`select * from ${partition} where id = $1`, [id]);
    for (const row of rows) found.push(...rowsOf(toBlock(row), ({ requestId }) => wanted.has(requestId)));
  }
  return found;
}

async function findBlocksWith(
  database: Queryable,
  table: string,
  calls: readonly Pick<Said, 'requestId'>[],
): Promise<BlockPlace[]> {
  if (calls.length === 0) return [];
  const times = calls.map(({ requestId }) => timeOfId(requestId));
  const [first, last] = times.reduce(([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)], [Infinity, 0]);
  const { rows } = await database.query<BlockPlace>(
    `select id, at from ${table} where at <= $2 and last_at >= $1
       and exists (select from unnest(request_ids) as member where member = any($3::uuid[]))`,
    [new Date(first), new Date(last), calls.map(uuidOf)],
  );
  return rows;
}

function toBlock({ size, request_ids, kinds, slices }: BlockRow): WordBlock {
  const members = request_ids.map((uuid, index): Said | null =>
    uuid === null ? null : { requestId: requestIdOf(uuid), kind: kinds[index] ?? 'open' },
  );
  return { size, members, slices };
}

function keyOf({ requestId, kind }: { readonly requestId: string; readonly kind: string }): string {
  return `${kind} ${requestId}`;
}
