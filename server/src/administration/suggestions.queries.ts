import type { Queryable } from '../database/queryable.ts';

export interface NamedThing {
  readonly key: 'user' | 'instance' | 'model' | 'provider';
  readonly value: string;
  readonly name: string;
  readonly detail: string | null;
}

const things = `
  select 'user' as key, email as value, coalesce(nullif(name, ''), email) as name, email as detail, id as owner_id from users
  union all
  select 'instance', case when count(*) over (partition by lower(trim(i.name))) = 1 then i.name else i.id end, i.name,
    coalesce(nullif(u.name, ''), u.email), i.owner_id from instances i join users u on u.id = i.owner_id
  union all
  select 'model', display_name, display_name, null, null from models
  union all
  select 'provider', name, name, null, null from providers`;

/**
 * What has a name with these words in it: names that begin so first, then short ones; at most `limit` of a kind.
 * @param onlyUserId for members: themselves and their instances
 */
export async function selectNamed(
  database: Queryable,
  words: string,
  limit: number,
  onlyUserId?: string,
): Promise<NamedThing[]> {
  const { rows } = await database.query<NamedThing>(
    `select key, value, name, detail from (
       select *, row_number() over (partition by key
         order by position($1 in lower(name)) <> 1, length(name), name, value) as place
       from (${things}) thing
       where (position($1 in lower(name)) > 0 or position($1 in lower(coalesce(detail, ''))) > 0)
         and ($3::text is null or owner_id = $3)) found
     where place <= $2 order by array_position(array['user', 'instance', 'model', 'provider'], key), place`,
    [words.toLowerCase(), limit, onlyUserId ?? null],
  );
  return rows;
}
