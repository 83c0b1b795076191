import type { admin, HitRecord } from '@tollgate/contract';
import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

export interface ReviewRow {
  readonly id: string;
  readonly request_id: string;
  readonly hit: number;
  readonly rule: string;
  readonly display_name: string;
  readonly category: HitRecord['category'];
  readonly place: string;
  readonly scope: HitRecord['scope'];
  readonly start: number;
  readonly end: number;
  readonly sample: string;
  readonly verdict: admin.Verdict;
  readonly note: string;
  readonly actor: Record<string, unknown>;
  readonly created_at: string;
  readonly changed_at: string;
  readonly applied_as: 'except' | 'reviewed_text' | null;
  readonly applied_at: string | null;
  readonly applied_by: Record<string, unknown> | null;
  readonly revision: number;
}

const columns = `id, request_id, hit, rule, display_name, category, place, scope, start_at as start, end_at as "end", sample,
  verdict, note, actor, ${timeColumn('created_at')}, ${timeColumn('changed_at')}, applied_as, ${timeColumn('applied_at')},
  applied_by, revision`;

export interface NewReview {
  readonly id: string;
  readonly request_id: string;
  readonly hit: number;
  /** When the call was made. */
  readonly at: string;
  readonly record: HitRecord;
  readonly verdict: admin.Verdict;
  readonly note: string;
  readonly actor: object;
}

/** Each hit has one review; another one of it is refused by the table. */
export async function insertReview(database: Queryable, review: NewReview): Promise<ReviewRow> {
  const { record } = review;
  const { rows } = await database.query<ReviewRow>(
    `insert into reviews (id, request_id, hit, at, rule, display_name, category, place, scope, start_at, end_at, sample,
       verdict, note, actor) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning ${columns}`,
    [
      review.id,
      review.request_id,
      review.hit,
      review.at,
      record.rule,
      record.display_name,
      record.category,
      record.place,
      record.scope,
      record.start,
      record.end,
      record.sample,
      review.verdict,
      review.note,
      JSON.stringify(review.actor),
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('an insert always returns its row');
  return row;
}

/** Locked until the transaction ends. */
export async function lockReview(transaction: Queryable, id: string): Promise<ReviewRow | undefined> {
  const { rows } = await transaction.query<ReviewRow>(`select ${columns} from reviews where id = $1 for update`, [id]);
  return rows[0];
}

export async function selectReview(database: Queryable, id: string): Promise<ReviewRow | undefined> {
  const { rows } = await database.query<ReviewRow>(`select ${columns} from reviews where id = $1`, [id]);
  return rows[0];
}

export interface ReviewFilter {
  readonly rule?: readonly string[] | undefined;
  readonly verdict?: readonly admin.Verdict[] | undefined;
  readonly request_id?: string | undefined;
  readonly isApplied?: boolean | undefined;
  /** Id or e-mail of who said so last. */
  readonly reviewer?: string | undefined;
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function selectReviews(
  database: Queryable,
  filter: ReviewFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ReviewRow[]> {
  const conditions = new Conditions();
  if (page.before !== null) conditions.add('id < ?', page.before);
  if (filter.rule) conditions.add('rule = any(?)', filter.rule);
  if (filter.verdict) conditions.add('verdict = any(?)', filter.verdict);
  if (filter.request_id !== undefined) conditions.add('request_id = ?', filter.request_id);
  if (filter.reviewer !== undefined) {
    const { reviewer } = filter;
    conditions.add("actor->>'id' = ? or lower(actor->>'email') = lower(trim(?))", reviewer, reviewer);
  }
  if (filter.isApplied !== undefined) conditions.add('(applied_as is not null) = ?', filter.isApplied);
  const { rows } = await database.query<ReviewRow>(
    `select ${columns} from reviews ${conditions.where} order by id desc limit ${conditions.value(page.limit)}`,
    conditions.values,
  );
  return rows;
}

/** Those of the hits of these calls that have a review, as `request_id hit`. */
export async function selectReviewedHits(database: Queryable, requestIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ request_id: string; hit: number }>(
    'select request_id, hit from reviews where request_id = any($1)',
    [requestIds],
  );
  return new Set(rows.map(({ request_id, hit }) => `${request_id} ${hit}`));
}

export async function updateReview(
  transaction: Queryable,
  id: string,
  { verdict, note, actor }: { readonly verdict: admin.Verdict; readonly note: string; readonly actor: object },
): Promise<ReviewRow> {
  return updated(
    await transaction.query<ReviewRow>(
      `update reviews set verdict = $2, note = $3, actor = $4, changed_at = now(), revision = revision + 1
       where id = $1 returning ${columns}`,
      [id, verdict, note, JSON.stringify(actor)],
    ),
  );
}

export async function deleteReviewRow(transaction: Queryable, id: string): Promise<void> {
  await transaction.query('delete from reviews where id = $1', [id]);
}

export async function markApplied(
  transaction: Queryable,
  id: string,
  { as, actor }: { readonly as: 'except' | 'reviewed_text'; readonly actor: object },
): Promise<ReviewRow> {
  return updated(
    await transaction.query<ReviewRow>(
      `update reviews set applied_as = $2, applied_by = $3, applied_at = now(), revision = revision + 1
       where id = $1 returning ${columns}`,
      [id, as, JSON.stringify(actor)],
    ),
  );
}

function updated({ rows }: { readonly rows: readonly ReviewRow[] }): ReviewRow {
  const [row] = rows;
  if (!row) throw new Error('a review that is locked cannot go');
  return row;
}
