import type { Queryable } from '../../database/queryable.ts';
import type { CostKey } from './dimensions.ts';

interface Source {
  /** Names as they are now. */
  readonly now: string;
  /** The name of one id as calls have it, for what is gone. */
  readonly recorded: string;
}

const sources: Readonly<Partial<Record<CostKey, Source>>> = {
  user: {
    now: 'select id, email as name from users where id = any($1)',
    recorded: 'select user_email as name from invocations where user_id = $1 order by at desc limit 1',
  },
  instance: {
    now: 'select id, name from instances where id = any($1)',
    recorded: 'select instance_name as name from invocations where instance_id = $1 order by at desc limit 1',
  },
  provider: {
    now: 'select id, name from providers where id = any($1)',
    recorded: 'select provider_name as name from invocations where provider_id = $1 order by at desc limit 1',
  },
  key: {
    now: 'select id, prefix as name from keys where id = any($1)',
    recorded: 'select key_prefix as name from invocations where key_id = $1 order by at desc limit 1',
  },
};

/** How people call these: users by e-mail, others by name; what names itself stays as it is. */
export async function readNames(
  database: Queryable,
  by: CostKey,
  ids: readonly string[],
): Promise<(id: string) => string | null> {
  const source = sources[by];
  if (!source) return (id) => id || null;
  const wanted = [...new Set(ids)].filter((id) => id !== '');
  if (wanted.length === 0) return () => null;
  const { rows } = await database.query<{ id: string; name: string }>(source.now, [wanted]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const id of wanted) {
    if (names.has(id)) continue;
    const recorded = await database.query<{ name: string | null }>(source.recorded, [id]);
    const [row] = recorded.rows;
    if (row?.name) names.set(id, row.name);
  }
  return (id) => names.get(id) ?? null;
}
