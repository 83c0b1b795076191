import { readCharacters } from './characters.ts';
import type { Rewriting } from './edits.ts';
import { EditedView } from './edited-view.ts';
import { readGrouped } from './grouped.ts';
import { readPacked, type Span } from './packed.ts';
import { Sift } from './sift.ts';
import { readSmuggled } from './smuggled.ts';
import { readSpaced } from './spaced.ts';
import { readSplit } from './split.ts';
import type { UnpackBudget } from './unpack.ts';
import type { View } from './view.ts';
import { windowsOver } from './windows.ts';

export interface Undone {
  readonly views: readonly View[];
  /** Runs that could not be read: too deep, or too large once they are unpacked; by start, without overlaps. */
  readonly undecodable: readonly Span[];
}

/** How much work one text may cause. */
export interface UndoLimits {
  /** How many disguises one upon the other are undone. */
  readonly depth: number;
  /** Code units of all views together, for each one of the text, and for any text. */
  readonly lengthFactor: number;
  readonly lengthMin: number;
  /** What a view costs apart from its length, in code units. */
  readonly viewLength: number;
}

const defaults: UndoLimits = { depth: 4, lengthFactor: 4, lengthMin: 1024 * 1024, viewLength: 32 };
const nothing: Undone = { views: [], undecodable: [] };
/** Of the places that could not be read, so many are told one by one. */
const undecodableMax = 100;
/** How near digits or letters must stand to what was undone before, to be joined because of it. */
const joinedReach = 160;

/** How near anything else: what a letter stands for is told by those beside it, over a sign that parts them. */
const otherReach = 2;

/** A text that may hide something: the original (without a view), or what came out of a disguise. */
interface Layer {
  readonly text: string;
  readonly view: EditedView | null;
  readonly depth: number;
}

/**
 * Undoes the disguises of a text, also one upon the other. Each view shows what was undone with some of the open text
 * round it. Work and memory are linear in the length of the text: what would go beyond is told as undecodable.
 */
export function undoDisguises(text: string, limits: UndoLimits = defaults): Undone {
  const length = text.length * limits.lengthFactor + limits.lengthMin;
  const budget: UnpackBudget = { length, attempts: 32 + (text.length >> 10) };
  const layers: Layer[] = [{ text, view: null, depth: 0 }];
  const undecodable: Span[] = [];
  for (let next = 0; next < layers.length && budget.length >= 0; next++) {
    const layer = layers[next]!;
    const { rewritings, tooLarge } = readings(layer, budget, limits);
    for (const span of tooLarge) undecodable.push(inOriginal(layer, span));
    for (const view of viewsOf(layer, rewritings)) {
      budget.length -= view.text.length + limits.viewLength;
      if (layer.depth >= limits.depth || budget.length < 0) undecodable.push(view.sourceOf(0, view.text.length));
      else layers.push({ text: view.text, view, depth: layer.depth + 1 });
      if (budget.length < 0) break;
    }
  }
  const views = layers.flatMap(({ view }) => (view === null ? [] : [view]));
  return views.length === 0 && undecodable.length === 0 ? nothing : { views, undecodable: merged(undecodable) };
}

/** Of the layer that is being read. */
const sift = new Sift();

interface Readings {
  readonly rewritings: readonly Rewriting[];
  readonly tooLarge: readonly Span[];
}

/** All ways to read a layer. In the deepest one it only counts whether there would be something to unpack. */
function readings({ text, view, depth }: Layer, budget: UnpackBudget, limits: UndoLimits): Readings {
  sift.read(text);
  const packed = readPacked(text, sift, budget, (start, end) => view === null || view.isNear(start, end, 0));
  if (depth >= limits.depth) return packed;
  sift.findPlaces();
  return {
    rewritings: [
      ...readCharacters(text, sift.characters),
      ...readSmuggled(text),
      ...readSpaced(text, sift),
      ...packed.rewritings,
      ...readGrouped(text, sift),
      ...readSplit(text, sift.joints),
    ],
    tooLarge: packed.tooLarge,
  };
}

/** What a layer shows when it is read in these ways. What its own disguise has no part in was shown before. */
function* viewsOf({ text, view }: Layer, rewritings: readonly Rewriting[]): Generator<EditedView> {
  for (const rewriting of rewritings) {
    const { edits, margin, reach } = rewriting;
    const near = reach < 0 ? joinedReach : otherReach;
    const isNew = (edit: number): boolean => view === null || view.isNear(edits.starts[edit]!, edits.ends[edit]!, near);
    for (const window of windowsOver(text, edits, margin, isNew)) yield new EditedView(text, view, rewriting, window);
  }
}

function inOriginal({ view }: Layer, { start, end }: Span): Span {
  return view === null ? { start, end } : view.sourceOf(start, end);
}

/** By start, without overlaps, and not too many. */
function merged(spans: readonly Span[]): Span[] {
  const kept: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = kept.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else if (kept.length < undecodableMax) kept.push({ ...span });
  }
  return kept;
}
