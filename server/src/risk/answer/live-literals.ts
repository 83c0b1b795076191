import { foldUnit } from '../engine/fold.ts';
import { Ends, type LiveText } from './live-text.ts';

export interface Trie {
  readonly next: Map<number, Trie>;
  isEnd: boolean;
}

/** @param literals in whatever case */
export function trieOf(literals: Iterable<string>): Trie {
  const root: Trie = { next: new Map(), isEnd: false };
  for (const literal of literals) {
    let at = root;
    for (let index = 0; index < literal.length; index++) {
      const unit = foldUnit(literal.charCodeAt(index));
      let next = at.next.get(unit);
      if (next === undefined) at.next.set(unit, (next = { next: new Map(), isEnd: false }));
      at = next;
    }
    at.isEnd = true;
  }
  return root;
}

/** Follows which literals have begun, and which have come so lately that what stands after them still counts. */
export class LiveLiterals implements LiveText {
  hasStirred = false;
  readonly #root: Trie;
  readonly #ends: Ends;
  #begun: { node: Trie; start: number }[] = [];

  /** @param reach so many code units after a literal it is held back */
  constructor(root: Trie, reach: number) {
    this.#root = root;
    this.#ends = new Ends(reach);
  }

  take(unit: number, at: number): void {
    const folded = foldUnit(unit);
    const begun: { node: Trie; start: number }[] = [];
    for (const { node, start } of this.#begun) this.#go(node, folded, start, at, begun);
    this.#go(this.#root, folded, at, at, begun);
    this.#begun = begun;
  }

  heldFrom(end: number): number {
    const held = this.#ends.heldFrom(end);
    // What stands behind a literal may be found long after it.
    if (held < end) this.hasStirred = true;
    return Math.min(this.#begun[0]?.start ?? end, held);
  }

  #go(node: Trie, unit: number, start: number, at: number, begun: { node: Trie; start: number }[]): void {
    const next = node.next.get(unit);
    if (next === undefined) return;
    if (next.isEnd) {
      this.#ends.add(start, at + 1);
      this.hasStirred = true;
    }
    if (next.next.size > 0) begun.push({ node: next, start });
  }
}
