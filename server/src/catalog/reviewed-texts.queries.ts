import type { ReviewedText } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

const columns = `id, hash, length, preview, note, reviewed_by, ${timeColumn('reviewed_at')}`;

/** In a fixed order: the policy document is compared by its text. */
export async function selectReviewedTexts(database: Queryable): Promise<ReviewedText[]> {
  const { rows } = await database.query<ReviewedText>(`SELECT ${columns} FROM reviewed_texts ORDER BY id COLLATE "C"`);
  return rows;
}

/** @returns undefined when a text of this hash is there already */
export async function insertReviewedText(
  database: Queryable,
  text: Omit<ReviewedText, 'reviewed_at'>,
): Promise<ReviewedText | undefined> {
  const { rows } = await database.query<ReviewedText>(
    `INSERT INTO reviewed_texts (id, hash, length, preview, note, reviewed_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (hash) DO NOTHING RETURNING ${columns}`,
    [text.id, text.hash, text.length, text.preview, text.note, text.reviewed_by],
  );
  return rows[0];
}

/** @returns what it was; undefined when there was none */
export async function deleteReviewedTextRow(database: Queryable, id: string): Promise<ReviewedText | undefined> {
  const { rows } = await database.query<ReviewedText>(`DELETE FROM reviewed_texts WHERE id = $1 RETURNING ${columns}`, [
    id,
  ]);
  return rows[0];
}
