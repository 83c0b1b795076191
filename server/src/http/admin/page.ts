import { ProblemError } from './problem.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * One page of a short list that is whole in memory, ascending by `keyOf`. The cursor holds the key of the last item
 * shown, so that what is added or removed in between neither repeats nor hides another item.
 * @throws ProblemError (400) when the cursor is none that this made
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, cursor }: PageRequest,
): { items: Item[]; next_cursor: string | null } {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const rest = after === null ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next_cursor: last !== undefined && rest.length > limit ? encodeCursor(keyOf(last)) : null };
}

export function byId(item: { readonly id: string }): string {
  return item.id;
}

/** Equal positions go by id, as everywhere. Positions are 32-bit integers, negative ones too. */
export function byPosition({ position, id }: { readonly position: number; readonly id: string }): string {
  return `${String(position + 2 ** 31).padStart(10, '0')} ${id}`;
}

/** A cursor that leads on from the item with this key. */
export function encodeCursor(key: string): string {
  return Buffer.from(JSON.stringify([key])).toString('base64url');
}

/** @throws ProblemError (400) when it was not made by `encodeCursor` */
export function decodeCursor(cursor: string): string {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(value) &&
      value.length === 1 &&
      typeof value[0] === 'string' &&
      encodeCursor(value[0]) === cursor
    ) {
      return value[0];
    }
  } catch {
    // Not JSON: answered below like all else that was not made here.
  }
  throw invalidCursor();
}

export function invalidCursor(): ProblemError {
  const message = 'is no cursor that this list gave';
  return new ProblemError(400, `The cursor ${message}.`, { errors: [{ field: 'cursor', message }] });
}
