import type { CodeUnits } from '../engine/code-units.ts';
import { kindOf, plain } from './unit-kinds.ts';
import { isEastAsianBlank, isOfIdeographs } from './units.ts';

/** Places in a text, in order. Reused from text to text. */
export class Places {
  count = 0;
  at = new Int32Array(256);

  add(place: number): void {
    if (this.count === this.at.length) {
      const wider = new Int32Array(this.at.length * 2);
      wider.set(this.at);
      this.at = wider;
    }
    this.at[this.count++] = place;
  }
}

/**
 * Where in a text there is anything that is written another way character by character, found in one pass, so that the
 * readers of it do not go through the text each for itself. Reused from text to text.
 */
export class Signs {
  /** Characters that may be written in a plainer way, or left out. */
  readonly characters = new Places();
  /** Ideographs with a blank behind them. */
  readonly ideographs = new Places();

  read(text: string, { values, length }: CodeUnits): void {
    const { characters, ideographs } = this;
    characters.count = 0;
    ideographs.count = 0;
    if (!mayHold(text)) return;
    for (let at = 0; at < length; at++) {
      const sign = signOf[values[at]!]!;
      if (sign === none) continue;
      if (sign === ofCharacter) characters.add(at);
      else if (isEastAsianBlank(values[at + 1]!)) ideographs.add(at);
    }
  }
}

/** Native searches: ten times as fast as a look at each code unit. */
function mayHold(text: string): boolean {
  return (
    text.includes('\\') ||
    text.includes('%') ||
    text.includes('&') ||
    Buffer.byteLength(text) !== text.length ||
    text.includes('\u001b') ||
    text.includes('\0') ||
    text.includes('\b') ||
    text.includes('\u007f')
  );
}

const none = 0;
const ofCharacter = 1;
const ofIdeograph = 2;

const signOf = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  if (kindOf[unit] !== plain) return ofCharacter;
  return isOfIdeographs(unit) ? ofIdeograph : none;
});
