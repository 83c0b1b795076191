/** The list from which a call was opened, so that its page goes on through it: ids in its order, as far as it was loaded. */
let listed: readonly string[] = [];

export function rememberCalls(ids: readonly string[]): void {
  listed = ids;
}

/** What stands before and after a call in the list it was opened from; null when it was opened by a link. */
export function neighboursInList(id: string): Neighbours | null {
  return neighboursIn(listed, id);
}

export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Counted from 1. */
  readonly position: number;
  readonly count: number;
}

export function neighboursIn(ids: readonly string[], id: string): Neighbours | null {
  const at = ids.indexOf(id);
  return at === -1 ? null : { before: ids[at - 1], after: ids[at + 1], position: at + 1, count: ids.length };
}
