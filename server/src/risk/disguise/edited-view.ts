import type { Disguise } from '@tollgate/contract';
import type { Rewriting } from './edits.ts';
import type { View } from './view.ts';
import type { Window } from './windows.ts';

/** A window of a text with edits made. The text may be another view's; offsets are told in the outermost. */
export class EditedView implements View {
  readonly text: string;
  readonly disguises: readonly Disguise[];
  readonly isJoined: boolean;
  readonly #parent: View | null;
  readonly #window: Window;
  readonly #rewriting: Rewriting;
  /** Where the replacement of each of the window's edits begins in this text. */
  readonly #at: Int32Array;

  constructor(source: string, parent: View | null, rewriting: Rewriting, window: Window) {
    const { starts, ends, texts, disguises } = rewriting.edits;
    this.#parent = parent;
    this.#window = window;
    this.#rewriting = rewriting;
    this.#at = new Int32Array(window.last - window.first);
    this.isJoined = rewriting.isJoined || (parent?.isJoined ?? false);
    const found = new Set(parent?.disguises);
    let text = '';
    let from = window.start;
    for (let edit = window.first; edit < window.last; edit++) {
      text += source.slice(from, starts[edit]);
      this.#at[edit - window.first] = text.length;
      text += texts[edit]!;
      from = ends[edit]!;
      for (const disguise of disguises[edit]!) found.add(disguise);
    }
    this.text = text + source.slice(from, window.end);
    this.disguises = [...found];
  }

  sourceOf(start: number, end: number): { start: number; end: number } {
    const own = this.#ownSource(start, end);
    return this.#parent === null ? own : this.#parent.sourceOf(own.start, own.end);
  }

  touches(start: number, end: number): boolean {
    if (this.isNear(start, end, this.#rewriting.reach)) return true;
    if (this.#parent === null) return false;
    const own = this.#ownSource(start, end);
    return this.#parent.touches(own.start, own.end);
  }

  /** Whether something that was undone here, and not in what this is a view of, is within `reach` of [start, end). */
  isNear(start: number, end: number, reach: number): boolean {
    // Replacements are in order: when the last one before the end is out of reach, all are.
    const index = this.#lastAt(end + reach);
    if (index < 0) return false;
    return this.#at[index]! + this.#rewriting.edits.texts[this.#window.first + index]!.length >= start - reach;
  }

  disguisesOf(start: number, end: number): readonly Disguise[] {
    const { edits } = this.#rewriting;
    const own = this.#ownSource(start, end);
    const found = new Set(
      this.#parent?.touches(own.start, own.end) ? this.#parent.disguisesOf(own.start, own.end) : [],
    );
    for (const edit of this.#editsIn(start, end)) for (const disguise of edits.disguises[edit]!) found.add(disguise);
    return found.size === 0 ? this.disguises : [...found];
  }

  /** The part of the text this is a view of. What was left out at the edges does not belong to it. */
  #ownSource(start: number, end: number): { start: number; end: number } {
    const { edits } = this.#rewriting;
    return { start: this.#unit(start, edits.ends, 'startOf'), end: this.#unit(end - 1, edits.ends, 'endOf') };
  }

  #unit(offset: number, ends: readonly number[], side: 'startOf' | 'endOf'): number {
    const { starts, texts, encoded } = this.#rewriting.edits;
    const after = side === 'endOf' ? 1 : 0;
    const index = this.#lastAt(offset);
    if (index < 0) return this.#window.start + offset + after;
    const edit = this.#window.first + index;
    const inside = offset - this.#at[index]!;
    const { length } = texts[edit]!;
    if (inside >= length) return ends[edit]! + inside - length + after;
    return encoded.get(edit)?.[side](inside) ?? (after === 1 ? ends[edit]! : starts[edit]!);
  }

  /** The window's edits that [start, end) holds, or that stand next to it. */
  #editsIn(start: number, end: number): number[] {
    const { texts } = this.#rewriting.edits;
    const found: number[] = [];
    for (let index = this.#lastAt(end); index >= 0; index--) {
      const edit = this.#window.first + index;
      if (this.#at[index]! + texts[edit]!.length < start) break;
      found.push(edit);
    }
    return found.reverse();
  }

  /** The last edit whose replacement begins at or before `offset`, counted in the window; -1 for none. */
  #lastAt(offset: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
