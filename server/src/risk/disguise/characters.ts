import type { Disguise } from '@tollgate/contract';
import { Edits, type Rewriting } from './edits.ts';
import { readEntity } from './entities.ts';
import { readEscape } from './escapes.ts';
import {
  readCompatible,
  readControl,
  readDash,
  readInvisible,
  readLookAlike,
  readMark,
  readPair,
  type Word,
} from './lettering.ts';
import { readPercent } from './percent.ts';
import type { Places } from './places.ts';
import * as kinds from './unit-kinds.ts';

/** As far as the words of a rule's context may stand, and a value beside them. */
const margin = 160;
const reach = 64;

/**
 * Undoes one level of what is written another way character by character: character references, percent-encoding,
 * escapes, look-alikes, plainer forms; and leaves out what nobody sees.
 *
 * @param signs where such characters stand
 */
export function readCharacters(text: string, signs: Places): Rewriting[] {
  if (signs.count === 0) return [];
  let edits = editsOf(text, signs, kinds.plain, false);
  if (!edits.wanted.includes(true)) return [];
  const disguises = new Set(edits.disguises.flat());
  // Beside what hides something, punctuation is made plain as well.
  if (disguises.has('unicode')) edits = editsOf(text, signs, kinds.plain, true);
  const all = { edits, margin, reach, isJoined: false };
  const isMixed = [written, lettered].every((group) => group.some((disguise) => disguises.has(disguise)));
  // An escape may have been taken apart itself, by what nobody sees in it: that is undone alone, too.
  return isMixed ? [all, { ...all, edits: editsOf(text, signs, kinds.backslash, true) }] : [all];
}

const written: readonly Disguise[] = ['html_entities', 'percent', 'escapes'];
const lettered: readonly Disguise[] = ['unicode', 'invisible', 'homoglyph'];

/** @param above only units of a kind above this one are read */
function editsOf(text: string, signs: Places, above: number, withAll: boolean): Edits {
  const edits = new Edits();
  const word: Word = { end: 0, isMixed: false };
  let next = 0;
  for (let sign = 0; sign < signs.count; sign++) {
    const at = signs.at[sign]!;
    if (at < next) continue;
    const kind = kinds.kindOf[text.charCodeAt(at)]!;
    if (kind > above) next = readOne(kind, text, at, edits, word, withAll);
  }
  return edits;
}

function readOne(kind: number, text: string, at: number, edits: Edits, word: Word, withAll: boolean): number {
  switch (kind) {
    case kinds.ampersand:
      return readEntity(text, at, edits);
    case kinds.percentSign:
      return readPercent(text, at, edits);
    case kinds.backslash:
      return readEscape(text, at, edits);
    case kinds.compatible:
      return readCompatible(text, at, edits, withAll);
    case kinds.invisible:
      return readInvisible(text, at, edits);
    case kinds.surrogate:
      return readPair(text, at, edits);
    case kinds.lookAlike:
      return readLookAlike(text, at, edits, word);
    case kinds.mark:
      return readMark(text, at, edits);
    case kinds.escape:
      return readControl(text, at, edits);
    default:
      return readDash(text, at, edits, withAll);
  }
}
