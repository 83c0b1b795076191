import type { admin } from '@tollgate/contract';
import type { z } from 'zod';
import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

/** As the tables tell it: what its rule is called stands elsewhere. */
type PinView = Omit<z.infer<typeof admin.Pin>, 'display_name'>;

interface PinRow {
  id: string;
  kind: PinView['kind'];
  user_id: string;
  email: string | null;
  instance_id: string;
  instance_name: string | null;
  request_id: string;
  rule: string;
  sessions: string[] | null;
  traces: string[] | null;
  calls: number;
  created_at: string;
  expires_at: string;
  lifted_at: string | null;
  lift_reason: string | null;
}

export interface PinFilter {
  readonly user?: string | undefined;
  readonly instance?: string | undefined;
  readonly session_id?: string | undefined;
  readonly state: 'in_force' | 'all';
}

const listedMax = 100;

const rowOfPin = `select pin.id, pin.kind, pin.user_id, person.email, pin.instance_id, instance.name as instance_name,
    pin.request_id, pin.rule, ${timeColumn('pin.created_at')}, ${timeColumn('pin.expires_at')},
    ${timeColumn('pin.lifted_at')}, pin.lift_reason, entry.calls, entry.sessions[1:${listedMax}] as sessions,
    entry.traces[1:${listedMax}] as traces
  from pins pin
  left join users person on person.id = pin.user_id
  left join instances instance on instance.id = pin.instance_id
  left join lateral (
    select count(distinct request_id)::int as calls, array_agg(distinct session_id) as sessions,
      array_agg(distinct trace_id) as traces
    from pin_entries where pin_id = pin.id) entry on true`.replaceAll('AS pin.', 'AS ');

/** Newest first; `before` is the id of the last one of the page before. */
export async function selectPins(
  database: Queryable,
  { user, instance, session_id, state }: PinFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<PinView[]> {
  const { rows } = await database.query<PinRow>(
    `${rowOfPin}
     where ($1::text is null or pin.id < $1)
       and ($2 = 'all' or (pin.lifted_at is null and pin.expires_at > now()))
       and ($3::text is null or pin.user_id = $3 or lower(trim(person.email)) = lower(trim($3)))
       and ($4::text is null or pin.instance_id = $4 or lower(trim(instance.name)) = lower(trim($4)))
       and ($5::text is null or exists (select from pin_entries one where one.pin_id = pin.id and one.session_id = $5))
     order by pin.id desc limit $6`,
    [page.before, state, user ?? null, instance ?? null, session_id ?? null, page.limit],
  );
  return rows.map(toPin);
}

/** @returns undefined when there is no such pin, whether in force or not */
export async function selectPin(database: Queryable, id: string): Promise<PinView | undefined> {
  const { rows } = await database.query<PinRow>(`${rowOfPin} where pin.id = $1`, [id]);
  return rows[0] && toPin(rows[0]);
}

/** @returns whether there was such a pin in force */
export async function updateLifted(
  database: Queryable,
  { id, reason, actor }: { readonly id: string; readonly reason: string | null; readonly actor: object },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update pins set lifted_at = now(), lift_reason = $2, lift_actor = $3, changed_at = clock_timestamp()
     where id = $1 and lifted_at is null and expires_at > now()`,
    [id, reason, JSON.stringify(actor)],
  );
  return rowCount === 1;
}

function toPin({ user_id, email, instance_id, instance_name, sessions, traces, ...row }: PinRow): PinView {
  return {
    ...row,
    user: { id: user_id, email },
    instance: instance_id === '' ? null : { id: instance_id, name: instance_name ?? '' },
    sessions: sessions ?? [],
    traces: traces ?? [],
  };
}
