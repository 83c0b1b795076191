import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { invalidCursor } from './page.ts';

/** Cursors of one search. */
export interface SearchCursors {
  /** What `next_cursor` says for a place in the record. */
  write(place: string | null): string | null;
  /** The place. @throws ProblemError (400) for a cursor that this search, asked by the same person, did not give */
  read(cursor: string | undefined): string | null;
}

const tagBytes = 16;

/**
 * Only the first page of a search is entered into the access log, so a cursor is worth something to its own search and
 * asker alone: it carries an HMAC over both. Otherwise a cursor made by hand would be a search that nobody sees.
 * @param indexKey the secret that all replicas share; null while it is not loaded: then cursors are this process's own
 */
export function createSearchCursors(indexKey: () => Buffer | null): (search: unknown) => SearchCursors {
  const own = randomBytes(32);
  return (search) => {
    const key = createHmac('sha256', indexKey() ?? own)
      .update('cursors of searches')
      .digest();
    const tagOf = (place: string): Buffer =>
      createHmac('sha256', key)
        .update(`${place}\n${canonicalJson(search)}`)
        .digest()
        .subarray(0, tagBytes);
    return {
      write: (place) => place && `${place}.${tagOf(place).toString('base64url')}`,
      read(cursor) {
        if (cursor === undefined) return null;
        const [place = '', tag = ''] = cursor.split('.');
        const expected = tagOf(place);
        const given = Buffer.from(tag, 'base64url');
        const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
        if (!isOurs || cursor !== `${place}.${tag}`) throw invalidCursor();
        return place;
      },
    };
  };
}
