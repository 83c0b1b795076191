import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Queryable } from '../../../database/queryable.ts';
import { openBox } from '../../vault/box.ts';
import { keyIdText } from '../../vault/data-key.ts';
import { type MasterKeys, unwrap } from '../../vault/master-keys.ts';
import { createOpener } from '../../vault/opener.ts';
import { loadSharedSecrets } from '../../vault/shared-secrets.ts';
import { CannotOpen, type OpenedContent } from '../../vault/vault.ts';
import { textsOfContent } from '../../words/texts-of-content.ts';
import { WordKey } from '../../words/signature.ts';
import { insertSignatures } from '../../words/signatures.queries.ts';
import type { SignatureRow } from '../../words/word-block.ts';
import { type BatchContent, type ContentEntry, eventsOf, type Projection } from '../batch.ts';

/** Makes the blind index of words (docs/decisions/0008): what a content says, as a keyed filter. */
export function projectWords(database: Queryable, masterKeys: MasterKeys): Projection {
  const opener = createOpener(masterKeys, database);
  /** Data keys that this journal brought, which may not be in the database yet. */
  const own = new Map<string, KeyObject>();
  let words: WordKey | null = null;

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
      try {
        const key = unwrap(masterKeys, head.master_key_id, Buffer.from(head.wrapped, 'base64'), head.key_id);
        own.set(head.key_id, createSecretKey(key));
      } catch (error) {
        // The key of a journal that another master key wrapped: its calls ship, and are found by all but their texts.
        if (!(error instanceof CannotOpen)) throw error;
      }
    }
  }

  return async (content) => {
    takeKeys(content);
    if (content.contents.length === 0) return null;
    words ??= await loadWordKey(database, masterKeys);
    // Without the key nothing can be searched by text, and all else goes on.
    if (words === null) return null;
    const rows: SignatureRow[] = [];
    for (const entry of content.contents) {
      const { requestId, kind } = entry;
      if (kind === 'captured') continue;
      const opened = await open(entry);
      const texts = opened ? textsOfContent(opened.parts, kind === 'open' ? 'request' : 'response') : [];
      const signature = words.signatureOf(texts);
      if (signature) rows.push({ requestId, kind, signature });
    }
    return rows.length === 0 ? null : (client) => insertSignatures(client, rows);
  };
}

async function loadWordKey(database: Queryable, masterKeys: MasterKeys): Promise<WordKey | null> {
  try {
    return new WordKey((await loadSharedSecrets(database, masterKeys)).index);
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}
