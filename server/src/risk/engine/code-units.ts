import { endianness } from 'node:os';

/** Room that is kept from text to text, in code units; more is made for a long text, and given back after it. */
const kept = 64 * 1024;
/** A native copy costs as much as some twenty steps of a loop. */
const copiedMin = 24;
const isBigEndian = endianness() === 'BE';

/**
 * The UTF-16 code units of a text as an array of numbers, which a loop reads several times as fast as it can ask the string.
 * Reused from text to text.
 */
export class CodeUnits {
  length = 0;
  /** The units of the text, at least four zeros, and what earlier texts left. */
  values = new Uint16Array(kept);
  #bytes = Buffer.from(this.values.buffer);

  read(text: string): void {
    const { length } = text;
    this.#makeRoom(length + behind);
    const { values } = this;
    if (length < copiedMin) for (let at = 0; at < length; at++) values[at] = text.charCodeAt(at);
    else this.#bytes.write(text, 0, 'utf16le');
    if (isBigEndian && length >= copiedMin) this.#bytes.subarray(0, length * 2).swap16();
    values.fill(0, length, length + behind);
    this.length = length;
  }

  #makeRoom(length: number): void {
    const room = Math.max(kept, length);
    if (room === this.values.length || (length <= this.values.length && this.values.length === kept)) return;
    this.values = new Uint16Array(room);
    this.#bytes = Buffer.from(this.values.buffer);
  }
}

const behind = 4;
