import type pg from 'pg';
import type { PayloadPart } from '../events.ts';
import { CannotOpen, type Opener } from '../vault/vault.ts';
import { textsOfContent } from '../words/texts-of-content.ts';
import type { WordKey } from '../words/signature.ts';
import { normalText } from '../words/words-of.ts';
import { selectContentsOfCalls } from './contents.queries.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { InvocationFilter, InvocationPage } from './invocations.queries.ts';
import { placeAt, placeOf, textCandidates } from './text-candidates.ts';
import { type Place, selectCalls } from './text-search.queries.ts';

type Contents = readonly Parameters<Opener['open']>[0][];

export interface TextSearch {
  readonly pool: pg.Pool;
  readonly opener: Opener;
  readonly words: WordKey;
}

const dayMs = 86_400_000;
/** How far back texts are looked for when nothing is said. */
const daysByDefault = 31;
const openedAtOnce = 50;
/** Contents that are opened for one page; then the page is partial, and its cursor goes on from there. */
const openedMax = 1000;
const timeMaxMs = 1500;

/**
 * A page of the calls that brought this text into the record, newest first: as a part of the request that was new in the
 * call, or of its answer. Letters are compared without case and in NFKC, any white space as one blank. Without `from`
 * only the last 31 days are looked at. A page may hold fewer calls than asked for, none even, and still have a cursor.
 * @throws InvalidCursor
 */
export async function searchText(
  { pool, opener, words }: TextSearch,
  filter: InvocationFilter,
  text: string,
  limit: number,
  cursor: string | null,
): Promise<InvocationPage> {
  const wanted = { words: words.bitsOf([text]), text: normalText(text) };
  const end = filter.to === undefined ? new Date(Date.now() + dayMs) : new Date(filter.to);
  const begin =
    filter.from === undefined ? new Date(end.getTime() - (daysByDefault + 1) * dayMs) : new Date(filter.from);
  if (wanted.words.length === 0) return { items: [], next_cursor: null };
  const startedAt = performance.now();
  const start: Place = cursor === null ? placeAt(end) : readCursor(cursor);
  const found: string[] = [];
  const page = async (nextCursor: string | null): Promise<InvocationPage> => ({
    items: await selectCalls(pool, found),
    next_cursor: nextCursor,
  });
  let before = start;
  let opened = 0;
  /** Only once it has come somewhere: a page that is given without any progress would be asked for for ever. */
  const isOver = (): boolean => before !== start && (opened >= openedMax || performance.now() - startedAt > timeMaxMs);
  for await (const { requestIds, reached } of textCandidates(pool, filter, wanted.words, start, begin)) {
    for await (const [requestId, contents] of contentsAhead(pool, requestIds)) {
      if (found.length >= limit || isOver()) return page(writeCursor(before.requestId));
      opened++;
      if (await says(opener, contents, wanted.text)) found.push(requestId);
      before = placeOf(requestId);
    }
    before = reached;
    if (before.at > begin && isOver()) return page(writeCursor(before.requestId));
  }
  return page(null);
}

/** The contents of each of the calls; while some are looked at, the next ones are read. */
async function* contentsAhead(
  pool: pg.Pool,
  requestIds: readonly string[],
): AsyncGenerator<readonly [requestId: string, contents: Contents]> {
  const read = (from: number) => {
    const some = requestIds.slice(from, from + openedAtOnce);
    const reading = some.length === 0 ? Promise.resolve(null) : selectContentsOfCalls(pool, some);
    // Whoever stops in between does not wait for it; whoever goes on is told.
    reading.catch(() => undefined);
    return { some, reading };
  };
  let next = read(0);
  for (let from = openedAtOnce; next.some.length > 0; from += openedAtOnce) {
    const { some, reading } = next;
    const contents = await reading;
    next = read(from);
    for (const requestId of some) yield [requestId, contents?.get(requestId) ?? []];
  }
}

async function says(opener: Opener, contents: Contents, wanted: string): Promise<boolean> {
  const parts: PayloadPart[] = [];
  for (const content of contents) {
    try {
      parts.push(...(await opener.open(content)).parts);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
    }
  }
  const texts = [...textsOfContent(parts, 'request'), ...textsOfContent(parts, 'response')];
  return texts.some((text) => normalText(text).includes(wanted));
}
