import type pg from 'pg';
import type { Queryable } from '../../../database/queryable.ts';
import { openBox } from '../../vault/box.ts';
import { keyIdText } from '../../vault/data-key.ts';
import { type MasterKeys, unwrap } from '../../vault/master-keys.ts';
import { createOpener } from '../../vault/opener.ts';
import { loadSharedSecrets } from '../../vault/shared-secrets.ts';
import { CannotOpen, type OpenedContent } from '../../vault/vault.ts';
import { textsOfContent } from '../../words/texts-of-content.ts';
import { WordNumbers } from '../../words/word-ids.ts';
import { type BatchContent, type ContentEntry, eventsOf, type Projection } from '../batch.ts';
import { timeOfRequest } from '../rows.ts';

interface WordsRow {
  readonly requestId: string;
  readonly side: 'request' | 'response';
  readonly ids: readonly number[];
  readonly isComplete: boolean;
}

/** Makes the blind index of words (docs/decisions/0008): what a content says, as keyed numbers. */
export function projectWords(database: Queryable, masterKeys: MasterKeys): Projection {
  const opener = createOpener(masterKeys, database);
  /** Data keys that this journal brought, which may not be in the database yet. */
  const own = new Map<string, Buffer>();
  let numbers: WordNumbers | null = null;

  async function open({ content }: ContentEntry): Promise<OpenedContent | null> {
    try {
      const key = own.get(keyIdText(content.keyId));
      return key ? openBox(key, content) : await opener.open(content);
    } catch (error) {
      if (error instanceof CannotOpen) return null;
      throw error;
    }
  }

  function takeKeys(content: BatchContent): void {
    for (const { head } of eventsOf(content, 'key')) {
      own.set(head.key_id, unwrap(masterKeys, head.master_key_id, Buffer.from(head.wrapped, 'base64'), head.key_id));
    }
  }

  return async (content) => {
    takeKeys(content);
    if (content.contents.length === 0) return null;
    numbers ??= await loadNumbers(database, masterKeys);
    // Without the key nothing can be searched by text, and all else goes on.
    if (numbers === null) return null;
    const rows: WordsRow[] = [];
    for (const entry of content.contents) {
      if (entry.kind === 'captured') continue;
      const side = entry.kind === 'open' ? 'request' : 'response';
      const opened = await open(entry);
      const { ids, isComplete } = numbers.idsOf(opened ? textsOfContent(opened.parts, side) : []);
      if (ids.length > 0) rows.push({ requestId: entry.requestId, side, ids, isComplete });
    }
    return rows.length === 0 ? null : (client) => insertWords(client, rows);
  };
}

async function loadNumbers(database: Queryable, masterKeys: MasterKeys): Promise<WordNumbers | null> {
  try {
    return new WordNumbers((await loadSharedSecrets(database, masterKeys)).index);
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}

async function insertWords(client: pg.ClientBase, rows: readonly WordsRow[]): Promise<void> {
  await client.query(
    `insert into payload_words (request_id, at, side, words, is_complete)
     select request_id, at, side, words::int4[], is_complete
     from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::boolean[])
       one(request_id, at, side, words, is_complete)
     on conflict do nothing`,
    [
      rows.map(({ requestId }) => requestId),
      rows.map(({ requestId }) => timeOfRequest(requestId)),
      rows.map(({ side }) => side),
      rows.map(({ ids }) => `{${ids.join(',')}}`),
      rows.map(({ isComplete }) => isComplete),
    ],
  );
}
