import type pg from 'pg';
import type { admin } from '@tollgate/contract';
import { readInvocation } from '../../audit/search/invocations.queries.ts';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { conflict, invalid, notFound } from '../refuse.ts';
import { deleteReviewRow, insertReview, lockReview, type ReviewRow, updateReview } from './reviews.queries.ts';

/**
 * Those who read the record say what its hits are worth. It changes no policy.
 * @throws AdministrationRefusal
 */
export function assertReviewer(actor: Actor): void {
  if (actor.kind === 'user' && actor.role === 'member') {
    throw new AdministrationRefusal('forbidden', 'Only auditors and administrators may do this.');
  }
}

/** Marks a recorded hit as right or wrong. @throws AdministrationRefusal */
export async function createReview(
  pool: pg.Pool,
  actor: Actor,
  { request_id, hit, verdict, note }: { request_id: string; hit: number; verdict: admin.Verdict; note: string },
): Promise<ReviewRow> {
  assertReviewer(actor);
  const invocation = await readInvocation(pool, request_id);
  if (!invocation) throw notFound('invocation');
  const record = invocation.hits[hit];
  if (!record) throw invalid('hit', `the call has ${invocation.hits.length} hits`);
  return inTransaction(pool, async (client) => {
    const { at } = invocation;
    const review = { id: newId('rev'), request_id, hit, at, record, verdict, note, actor };
    const row = await insertReview(client, review);
    await insertLogEntry(client, {
      action: 'review.create',
      target: { kind: 'review', id: row.id },
      before: null,
      after: { request_id, hit, rule: row.rule, verdict, note },
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(client),
    });
    return row;
  });
}

/** Changes what was said of a hit, as long as nothing was made of it. @throws AdministrationRefusal */
export async function changeReview(
  pool: pg.Pool,
  actor: Actor,
  {
    id,
    fields,
    revision,
  }: {
    id: string;
    fields: { verdict?: admin.Verdict | undefined; note?: string | undefined };
    revision: number | null;
  },
): Promise<ReviewRow> {
  assertReviewer(actor);
  return inTransaction(pool, async (client) => {
    const before = await lockReview(client, id);
    assertRevision(before, revision);
    const { verdict = before.verdict, note = before.note } = fields;
    if (before.applied_as !== null && verdict !== before.verdict) {
      throw conflict('A rule was changed by this review already. Change the rule back by itself.');
    }
    const after = await updateReview(client, id, { verdict, note, actor });
    await insertLogEntry(client, {
      action: 'review.change',
      target: { kind: 'review', id },
      before: { verdict: before.verdict, note: before.note },
      after: { verdict, note },
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(client),
    });
    return after;
  });
}

/** Takes back what was said of a hit, as long as nothing was made of it. @throws AdministrationRefusal */
export async function deleteReview(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertReviewer(actor);
  await inTransaction(pool, async (client) => {
    const before = await lockReview(client, id);
    assertRevision(before, revision);
    if (before.applied_as !== null) {
      throw conflict('A rule was changed by this review already. Change the rule back by itself.');
    }
    await deleteReviewRow(client, id);
    const { request_id, hit, rule, verdict, note } = before;
    await insertLogEntry(client, {
      action: 'review.delete',
      target: { kind: 'review', id },
      before: { request_id, hit, rule, verdict, note },
      after: null,
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(client),
    });
  });
}

function assertRevision(before: ReviewRow | undefined, revision: number | null): asserts before is ReviewRow {
  if (!before) throw notFound('review');
  if (revision !== null && before.revision !== revision) {
    throw new AdministrationRefusal('stale', 'This review was changed by somebody else. Read it again first.');
  }
}
