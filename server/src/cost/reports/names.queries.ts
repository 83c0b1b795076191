import type { Queryable } from '../../database/queryable.ts';
import type { CostKey } from './dimensions.ts';

interface Source {
  /** Names as they are now. */
  readonly now: string;
  /** The name as the latest call of one id (`one.id`) has it, for what is gone. */
  readonly recorded: string;
}

const sources: Readonly<Partial<Record<CostKey, Source>>> = {
  user: {
    now: 'select id, email as name from users where id = any($1)',
    recorded: 'select user_email from invocations where user_id = one.id order by at desc limit 1',
  },
  instance: {
    now: 'select id, name from instances where id = any($1)',
    recorded: 'select instance_name from invocations where instance_id = one.id order by at desc limit 1',
  },
  provider: {
    now: 'select id, name from providers where id = any($1)',
    recorded: 'select provider_name from invocations where provider_id = one.id order by at desc limit 1',
  },
  key: {
    now: 'select id, prefix as name from keys where id = any($1)',
    recorded: 'select key_prefix from invocations where key_id = one.id order by at desc limit 1',
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
  const gone = wanted.filter((id) => !names.has(id));
  if (gone.length > 0) {
    const recorded = await database.query<{ id: string; name: string | null }>(
      `select id, (${source.recorded}) as name from unnest($1::text[]) one (id)`,
      [gone],
    );
    for (const { id, name } of recorded.rows) if (name !== null) names.set(id, name);
  }
  return (id) => names.get(id) ?? null;
}
