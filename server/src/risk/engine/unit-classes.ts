import { foldUnit } from './fold.ts';

/** Characters fall into 64 classes, of six bits each. */
export const classBits = 6;
export const classMask = (1 << classBits) - 1;
/** All characters beyond ASCII, and whatever has no class of its own. */
export const beyondAscii = 63;
export const anyOther = 0;
const inOrder = 'abcdefghijklmnopqrstuvwxyz0123456789@:=-_. /"\'<>()[]{}#&%+*,;!';
/** Of ASCII letters, in the two bits above the class. */
const lowerCase = 1;
const upperCase = 2;

/** Letters and digits have a class each, whatever their case; so has most punctuation. */
export const classes = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const lower = foldUnit(unit);
  if (lower > 0x7f) return beyondAscii;
  const character = String.fromCharCode(lower);
  const own = 1 + inOrder.indexOf(character);
  const kind = unit > 0x7f || !/[a-z]/.test(character) ? 0 : lower === unit ? lowerCase : upperCase;
  return own | (kind << classBits);
});

export function classOf(unit: number): number {
  return classes[unit]! & classMask;
}
