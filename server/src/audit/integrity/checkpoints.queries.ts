import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';
import type { Checkpoint } from './checkpoint.ts';

export async function insertCheckpoint(database: Queryable, checkpoint: Checkpoint): Promise<void> {
  await database.query(
    'insert into checkpoints (id, at, body, signature) values ($1, $2, $3, $4) on conflict (id) do nothing',
    [checkpoint.id, checkpoint.at, checkpoint.body, checkpoint.signature],
  );
}

/** Newest first; `before` is the id of the last one seen, whose time is inside it. */
export async function selectCheckpoints(
  database: Queryable,
  page: { readonly before: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<Checkpoint[]> {
  const { rows } = await database.query<Checkpoint>(
    `select id, ${timeColumn('at')}, body, signature from checkpoints
     where $1::timestamptz is null or (checkpoints.at, id) < ($1, $2)
     order by checkpoints.at desc, id desc limit $3`,
    [page.before?.at ?? null, page.before?.id ?? null, page.limit],
  );
  return rows;
}
