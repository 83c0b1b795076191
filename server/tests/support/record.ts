import type pg from 'pg';
import type { StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { until } from './until.ts';

/** How often each marked call is in the record, and with which final status. */
export async function recordedMarks(pool: pg.Pool): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ mark: string; status: string }>(
    `SELECT client_request_id AS mark, status FROM invocations WHERE client_request_id LIKE 'mark-%'`,
  );
  const found = new Map<string, string[]>();
  for (const { mark, status } of rows) found.set(mark, [...(found.get(mark) ?? []), status]);
  return found;
}

/** Waits until the record has each of these calls and none is open any more. */
export async function settledRecord(pool: pg.Pool, marks: Iterable<string>): Promise<Map<string, string[]>> {
  const wanted = [...marks];
  let missing: string[] = wanted;
  let open = 0;
  return until(
    async () => {
      const found = await recordedMarks(pool);
      missing = wanted.filter((mark) => !found.has(mark));
      open = [...found.values()].filter((statuses) => statuses.includes('open')).length;
      return missing.length === 0 && open === 0 ? found : null;
    },
    () =>
      `${missing.length} of ${wanted.length} calls are not in the record (${missing.slice(0, 3)}), ${open} are open`,
    90_000,
  );
}

/** Marks of the calls that a provider was asked. */
export function marksSeenBy(standIn: StandIn): Set<string> {
  const seen = new Set<string>();
  for (const call of standIn.calls) {
    const mark = /mark-[0-9a-f-]{36}/.exec(call.body.toString('utf8'))?.[0];
    if (mark) seen.add(mark);
  }
  return seen;
}
