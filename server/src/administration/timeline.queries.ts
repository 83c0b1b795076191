import type { admin } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';
import type { AccessRow } from './access-log-page.queries.ts';
import type { LogRow } from './administration-log-page.queries.ts';

/** An entry of either log. `place` orders those of one moment. */
export interface TimelineRow
  extends
    Omit<AccessRow, 'access_id'>,
    Omit<LogRow, 'id' | 'at' | 'actor' | 'action' | 'target_kind' | 'target_id' | 'policy_version'> {
  readonly id: string;
  readonly place: string;
  readonly kind: 'configuration' | 'access';
  readonly policy_version: number | null;
}

export type TimelineFilter = Omit<admin.TimelineQuery, 'limit' | 'cursor'>;

const actor = `json_build_object('kind', actor->'kind', 'id', actor->'id', 'email', actor->'email') AS actor`;
const isWanted = (place: string): string => `
  ($1::timestamptz IS NULL OR (at, ${place}) < ($1, $2))
  AND ($3::text[] IS NULL OR actor->>'id' = ANY ($3) OR actor->>'email' = ANY ($3) OR actor->>'kind' = ANY ($3))
  AND ($4::text[] IS NULL OR action = ANY ($4))
  AND ($5::text[] IS NULL OR target_kind = ANY ($5))
  AND ($6::text IS NULL OR target_id = $6)
  AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)`;

/** Places of the administration log sort by number, and before those of the access log. */
const logPlace = `('c' || lpad(id::text, 20, '0')) COLLATE "C"`;
const accessPlace = `('a' || access_id) COLLATE "C"`;

/** What was changed and what was read, newest first. `before` is the last entry seen. */
export async function selectTimeline(
  database: Queryable,
  { kind, actor: actors, action, target_kind, target_id, from, to }: TimelineFilter,
  page: { readonly before: { readonly at: string; readonly place: string } | null; readonly limit: number },
): Promise<TimelineRow[]> {
  const isAsked = (name: TimelineRow['kind']): string => String(kind === undefined || kind.includes(name));
  const { rows } = await database.query<TimelineRow>(
    `WITH configuration AS (
       SELECT id::text, ${logPlace} AS place, 'configuration' AS kind, at, ${actor}, action, target_kind, target_id,
         before, after, reason, policy_version, NULL::json AS detail, NULL::uuid AS key_id, NULL::bytea AS commitment,
         NULL::bytea AS box
       FROM administration_log WHERE ${isAsked('configuration')} AND ${isWanted(logPlace)}
       ORDER BY at DESC, place DESC LIMIT $9
     ), access AS (
       SELECT access_id AS id, ${accessPlace} AS place, 'access' AS kind, at, ${actor}, action, target_kind, target_id,
         NULL::jsonb AS before, NULL::jsonb AS after, NULL::text AS reason, NULL::integer AS policy_version, detail,
         key_id, commitment, box
       FROM access_log WHERE ${isAsked('access')} AND ${isWanted(accessPlace)}
       ORDER BY at DESC, place DESC LIMIT $9
     ), both_logs AS (SELECT * FROM configuration UNION ALL SELECT * FROM access)
     SELECT id, place, kind, ${timeColumn('at')}, actor, action, target_kind, target_id, before, after, reason,
       policy_version, detail, key_id, commitment, box
     FROM both_logs ORDER BY both_logs.at DESC, place DESC LIMIT $9`,
    [
      page.before?.at ?? null,
      page.before?.place ?? null,
      actors ?? null,
      action ?? null,
      target_kind ?? null,
      target_id ?? null,
      from ?? null,
      to ?? null,
      page.limit,
    ],
  );
  return rows;
}
