import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { PayloadPart, SealedContent } from '../events.ts';
import type { OpenParts } from '../payloads/rebuild.ts';
import { keyIdBytes } from '../vault/data-key.ts';
import type { Opener } from '../vault/vault.ts';

type StoredContent = Pick<SealedContent, 'keyId' | 'commitment' | 'box'>;

interface ContentRow {
  request_id: string;
  key_id: string;
  commitment: Buffer;
  box: Buffer;
}

interface KindRow extends ContentRow {
  kind: 'open' | 'captured' | 'settle';
}

const columns = 'content.request_id, content.key_id, content.commitment, content.box';

/** From the moment an erasure is asked for, nothing of what it takes is read any more. */
const isNotErased = `not exists (
  select from erasures erasure left join invocations call on call.request_id = content.request_id and call.at = content.at
  where erasure.epoch > content.epoch and (
    (erasure.scope_kind = 'invocation' and erasure.scope_id = content.request_id)
    or (erasure.scope_kind = 'session' and erasure.scope_id = call.session_id and erasure.user_id = call.user_id)
    or (erasure.scope_kind = 'user' and erasure.scope_id = call.user_id)))`;

/** The contents of a call's events: its request first, its answer in the order in which it came. */
export async function selectContents(
  database: Queryable,
  requestId: string,
): Promise<(StoredContent & Pick<KindRow, 'kind'>)[]> {
  const result = await database.query<KindRow>(
    `select ${columns}, content.kind from payload_contents content where content.request_id = $1 and content.at = $2 and ${isNotErased}
     order by array_position(array['open', 'captured', 'settle'], kind), journal_id, sequence`,
    [requestId, new Date(timeOfId(requestId))],
  );
  return result.rows.map((row) => ({ ...toContent(row), kind: row.kind }));
}

/** The contents of a call's answer alone, in the order in which it came. */
export async function selectAnswerContents(database: Queryable, requestId: string): Promise<StoredContent[]> {
  const result = await database.query<ContentRow>(
    `select ${columns} from payload_contents content
     where content.request_id = $1 and content.at = $2 and content.kind <> 'open' and ${isNotErased}
     order by content.kind, content.journal_id, content.sequence`,
    [requestId, new Date(timeOfId(requestId))],
  );
  return result.rows.map(toContent);
}

/** The contents of several calls, each call's in any order. */
export async function selectContentsOfCalls(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredContent[]>> {
  const result = await database.query<ContentRow>(
    `select ${columns} from payload_contents content
     where content.request_id = any($1) and content.at = any($2::timestamptz[]) and ${isNotErased}`,
    [requestIds, [...new Set(requestIds.map(timeOfId))].map((ms) => new Date(ms))],
  );
  const found = new Map<string, StoredContent[]>();
  for (const row of result.rows) found.set(row.request_id, [...(found.get(row.request_id) ?? []), toContent(row)]);
  return found;
}

/** Opens the contents of `open` events, each once. */
export function openParts(database: Queryable, opener: Opener): OpenParts {
  const known = new Map<string, readonly PayloadPart[]>();
  return async (requestIds) => {
    const wanted = requestIds.filter((id) => !known.has(id));
    if (wanted.length > 0) {
      const times = [...new Set(wanted.map(timeOfId))].map((ms) => new Date(ms));
      const result = await database.query<ContentRow>(
        `select ${columns} from payload_contents content
         where content.request_id = any($1) and content.at = any($2::timestamptz[]) and content.kind = 'open'
           and ${isNotErased}`,
        [wanted, times],
      );
      for (const row of result.rows) known.set(row.request_id, (await opener.open(toContent(row))).parts);
    }
    return known;
  };
}

function toContent({ key_id, commitment, box }: ContentRow): StoredContent {
  return { keyId: keyIdBytes(key_id), commitment, box };
}
