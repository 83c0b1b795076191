import type { Disguise } from '@tollgate/contract';

/** A part of a text with its disguises undone. Offsets are UTF-16 code units. */
export interface View {
  readonly text: string;
  /** What was undone, from the outside in. */
  readonly disguises: readonly Disguise[];
  /** Digits or letters were joined that may stand side by side by chance: only findings that prove themselves count. */
  readonly isJoined: boolean;
  /** The span of the original text that [start, end) of this one stands for. */
  sourceOf(start: number, end: number): { start: number; end: number };
  /** Whether [start, end) touches anything that was undone, or what was undone is near enough to be its context. */
  touches(start: number, end: number): boolean;
  /** What was undone in [start, end) and near it, from the outside in; all of the view's when nothing is nearer. */
  disguisesOf(start: number, end: number): readonly Disguise[];
}
