import type { Disguise } from '@tollgate/contract';
import { Edits, type Rewriting } from './edits.ts';

const disguises: readonly Disguise[] = ['invisible'];
const margin = 64;
const reach = 64;
/** Fewer say nothing. */
const tagsMin = 4;

/**
 * Reads the tags of Unicode (U+E0020 to U+E007E) as the ASCII that they stand for: nobody sees them, and a model reads them.
 * On a line of their own, since they are no part of the words beside them. Flags are made of tags too, and left alone.
 */
export function readSmuggled(text: string): Rewriting[] {
  const edits = new Edits();
  for (let at = text.indexOf('\udb40'); at >= 0; at = text.indexOf('\udb40', at)) {
    let end = at;
    while (isTag(text, end)) end += 2;
    if (end - at >= tagsMin * 2 && !text.startsWith('\u{1f3f4}', at - 2)) addTags(text, at, end, edits);
    at = Math.max(end, at + 1);
  }
  return edits.count === 0 ? [] : [{ edits, margin, reach, isJoined: false }];
}

function addTags(text: string, start: number, end: number, edits: Edits): void {
  for (let at = start; at < end; at += 2) {
    const character = String.fromCharCode(text.charCodeAt(at + 1) - 0xdc00);
    edits.add(at, at + 2, `${at === start ? '\n' : ''}${character}${at + 2 === end ? '\n' : ''}`, disguises);
  }
}

function isTag(text: string, at: number): boolean {
  const low = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 0xdb40 && low >= 0xdc20 && low <= 0xdc7e;
}
