import type { admin, HitRecord, Invocation } from '@tollgate/contract';
import { writeCursor } from '../../audit/search/cursor.ts';
import { searchInvocations } from '../../audit/search/invocations.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { selectReviewedHits } from './reviews.queries.ts';

const callsAtOnce = 50;

export interface FindingPage {
  readonly items: admin.Finding[];
  readonly next_cursor: string | null;
}

/**
 * Recorded hits that nobody reviewed yet, of the newest calls first. What a conversation repeats in each turn is told of
 * its first one alone. A page holds all findings of its calls, and may hold some more than were asked for; it may hold
 * fewer, none even, and still have a cursor.
 * @throws InvalidCursor
 */
export async function readFindings(
  database: Queryable,
  rule: readonly string[] | undefined,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Promise<FindingPage> {
  const items: admin.Finding[] = [];
  let place = cursor;
  const until = performance.now() + 1000;
  do {
    const page = await searchInvocations(database, { rule, found: 'some' }, callsAtOnce, place);
    const reviewed = await selectReviewedHits(
      database,
      page.items.map(({ request_id }) => request_id),
    );
    for (const [index, call] of page.items.entries()) {
      items.push(...findingsOf(call, rule, reviewed));
      const isLast = index === page.items.length - 1;
      if (items.length >= limit)
        return { items, next_cursor: isLast ? page.next_cursor : writeCursor(call.request_id) };
    }
    place = page.next_cursor;
  } while (place !== null && performance.now() < until);
  return { items, next_cursor: place };
}

function findingsOf(
  call: Invocation,
  rule: readonly string[] | undefined,
  reviewed: ReadonlySet<string>,
): admin.Finding[] {
  const { request_id, at, user, instance, decision, route, requested_model, final_model } = call;
  return call.hits.flatMap((found, hit) => {
    if (rule?.includes(found.rule) === false || reviewed.has(`${request_id} ${hit}`)) return [];
    if (isRepeated(found, call.new_from)) return [];
    return [{ request_id, hit, at, user, instance, decision, route, requested_model, final_model, found }];
  });
}

/** Whether it stands in what the call before this one brought already. */
function isRepeated({ place, direction }: HitRecord, newFrom: number | null): boolean {
  const index = /^(?:messages|input)\[(\d+)\]/.exec(place)?.[1];
  return direction !== 'response' && newFrom !== null && index !== undefined && Number(index) < newFrom;
}
