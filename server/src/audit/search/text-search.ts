import type { Queryable } from '../../database/queryable.ts';
import type { PayloadPart } from '../events.ts';
import { CannotOpen, type Opener } from '../vault/vault.ts';
import { textsOfContent } from '../words/texts-of-content.ts';
import type { WordNumbers } from '../words/word-ids.ts';
import { normalText } from '../words/words-of.ts';
import { selectContents } from './contents.queries.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { InvocationFilter, InvocationPage } from './invocations.queries.ts';
import { type Place, selectCandidates } from './text-search.queries.ts';

export interface TextSearch {
  readonly database: Queryable;
  readonly opener: Opener;
  readonly numbers: WordNumbers;
}

const dayMs = 86_400_000;
/** How far back texts are looked for when nothing is said. */
const daysByDefault = 31;
const candidatesAtOnce = 100;
/** Contents that are opened for one page; then the page is partial, and its cursor goes on from there. */
const openedMax = 1000;
const timeMaxMs = 2000;

/**
 * A page of the calls that brought this text into the record, newest first: as a part of the request that was new in the
 * call, or of its answer. Letters are compared without case and in NFKC, any white space as one blank. Without `from`
 * only the last 31 days are looked at. A page may hold fewer calls than asked for, none even, and still have a cursor.
 * @throws InvalidCursor
 */
export async function searchText(
  { database, opener, numbers }: TextSearch,
  filter: InvocationFilter,
  text: string,
  limit: number,
  cursor: string | null,
): Promise<InvocationPage> {
  const wanted = normalText(text);
  const { ids: words } = numbers.idsOf([text]);
  const to = filter.to === undefined ? new Date(Date.now() + dayMs) : new Date(filter.to);
  const from =
    filter.from === undefined ? new Date(to.getTime() - daysByDefault * dayMs - dayMs) : new Date(filter.from);
  const items: InvocationPage['items'] = [];
  if (words.length === 0) return { items, next_cursor: null };
  const startedAt = performance.now();
  let before: Place | null = cursor === null ? null : readCursor(cursor);
  for (let opened = 0; ;) {
    const candidates = await selectCandidates(database, filter, { words, from, to }, before, candidatesAtOnce);
    for (const [index, candidate] of candidates.entries()) {
      const isOver = opened >= openedMax || performance.now() - startedAt > timeMaxMs;
      if (items.length >= limit || isOver) return { items, next_cursor: cursorOf(before) };
      opened++;
      if (await says(database, opener, candidate.request_id, wanted)) items.push(candidate);
      before = { at: new Date(candidate.at), requestId: candidate.request_id };
      if (index === candidates.length - 1 && candidates.length < candidatesAtOnce) return { items, next_cursor: null };
    }
    if (candidates.length === 0) return { items, next_cursor: null };
  }
}

async function says(database: Queryable, opener: Opener, requestId: string, wanted: string): Promise<boolean> {
  const parts: PayloadPart[] = [];
  for (const content of await selectContents(database, requestId)) {
    try {
      parts.push(...(await opener.open(content)).parts);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
    }
  }
  const texts = [...textsOfContent(parts, 'request'), ...textsOfContent(parts, 'response')];
  return texts.some((text) => normalText(text).includes(wanted));
}

function cursorOf(before: Place | null): string | null {
  return before && writeCursor(before.requestId);
}
