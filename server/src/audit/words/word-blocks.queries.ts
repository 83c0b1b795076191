import type { Queryable } from '../../database/queryable.ts';
import { timeOfId, uuidv7 } from '../../platform/ids.ts';
import { rowsOf, type Said, type SignatureRow, type WordBlock, wordBlockOf } from './word-block.ts';

interface BlockRow {
  readonly size: number;
  readonly request_ids: readonly string[];
  readonly kinds: readonly Said['kind'][];
  readonly slices: Buffer;
}

/** In a block an id is a UUID. */
const prefix = 'req_';
const uuidOf = ({ requestId }: Pick<Said, 'requestId'>): string => requestId.slice(prefix.length);
export const requestIdOf = (uuid: string): string => `${prefix}${uuid}`;

export async function insertWordBlock(database: Queryable, { size, members, slices }: WordBlock): Promise<void> {
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last) return;
  await database.query(
    `insert into word_blocks (at, last_at, id, size, count, request_ids, kinds, slices)
     values ($1, $2, $3, $4, $5, $6::uuid[], $7::text[], $8)`,
    [
      new Date(timeOfId(first.requestId)),
      new Date(timeOfId(last.requestId)),
      uuidv7(),
      size,
      members.length,
      members.map(uuidOf),
      members.map(({ kind }) => kind),
      slices,
    ],
  );
}

/** Takes these contents out of the blocks in which they are: what is left of a block replaces it. */
export async function eraseFromWordBlocks(
  transaction: Queryable,
  erased: readonly { readonly requestId: string; readonly kind: string }[],
): Promise<void> {
  const gone = new Set(erased.map(keyOf));
  for (const { id, at } of await selectBlocksWith(transaction, erased)) {
    const { rows } = await transaction.query<BlockRow>(
      'delete from word_blocks where at = $1 and id = $2 returning *',
      [at, id],
    );
    const left = rows.flatMap((row) => rowsOf(toBlock(row))).filter((member) => !gone.has(keyOf(member)));
    if (left.length > 0) await insertWordBlock(transaction, wordBlockOf(left));
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
  for (const { id } of await selectBlocksWith(transaction, calls, partition)) {
    const { rows } = await transaction.query<BlockRow>(`select * from ${partition} where id = $1`, [id]);
    const signatures = rows.flatMap((row) => rowsOf(toBlock(row)));
    found.push(...signatures.filter(({ requestId }) => wanted.has(requestId)));
  }
  return found;
}

async function selectBlocksWith(
  database: Queryable,
  calls: readonly Pick<Said, 'requestId'>[],
  table = 'word_blocks',
): Promise<{ readonly id: string; readonly at: Date }[]> {
  if (calls.length === 0) return [];
  const times = calls.map(({ requestId }) => timeOfId(requestId));
  const [first, last] = times.reduce(([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)], [Infinity, 0]);
  const { rows } = await database.query<{ id: string; at: Date }>(
    `select id, at from ${table} where at <= $2 and last_at >= $1
       and exists (select from unnest(request_ids) as member where member = any($3::uuid[]))`,
    [new Date(first), new Date(last), calls.map(uuidOf)],
  );
  return rows;
}

function toBlock({ size, request_ids, kinds, slices }: BlockRow): WordBlock {
  const members = request_ids.map((uuid, index): Said => ({
    requestId: requestIdOf(uuid),
    kind: kinds[index] ?? 'open',
  }));
  return { size, members, slices };
}

function keyOf({ requestId, kind }: { readonly requestId: string; readonly kind: string }): string {
  return `${kind} ${requestId}`;
}
