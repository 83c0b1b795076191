import type { TextUnits } from './text-units.ts';

type Kind = 'structure' | 'string' | 'number';

const quote = '"';
const simple: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A JSON text, with the escapes in its strings undone, that stays JSON whatever is replaced in it. */
export class JsonUnits implements TextUnits {
  #isInString = false;
  /** An escape that has not come whole. */
  #escape = '';
  #rawBase = 0;
  #rawText = '';
  /** Of the units that are kept: where each begins in the raw text, and what it is a part of. */
  #base = 0;
  #starts: number[] = [];
  #kinds: Kind[] = [];

  push(raw: string): string {
    const from = this.#rawBase + this.#rawText.length;
    this.#rawText += raw;
    let said = '';
    for (let index = 0; index < raw.length; index++) said += this.#take(raw.charAt(index), from + index);
    return said;
  }

  end(): string {
    const rest = this.#escape;
    this.#escape = '';
    const from = this.#rawBase + this.#rawText.length - rest.length;
    for (let index = 0; index < rest.length; index++) this.#put(from + index, 'structure');
    return rest;
  }

  rawAt(place: number): number {
    return this.#starts[place - this.#base] ?? this.#rawBase + this.#rawText.length - this.#escape.length;
  }

  raw(from: number, to: number): string {
    return this.#rawText.slice(this.rawAt(from) - this.#rawBase, this.rawAt(to) - this.#rawBase);
  }

  room(from: number, to: number): 'text' | 'string' | null {
    const kinds = new Set(this.#kinds.slice(from - this.#base, to - this.#base));
    if (kinds.size !== 1 || kinds.has('structure')) return null;
    if (kinds.has('string')) return 'text';
    const isWhole = this.#kinds[from - this.#base - 1] !== 'number' && this.#kinds[to - this.#base] !== 'number';
    return isWhole ? 'string' : null;
  }

  forget(before: number): void {
    const raw = this.rawAt(before);
    this.#starts = this.#starts.slice(before - this.#base);
    this.#kinds = this.#kinds.slice(before - this.#base);
    this.#base = before;
    this.#rawText = this.#rawText.slice(raw - this.#rawBase);
    this.#rawBase = raw;
  }

  #take(character: string, at: number): string {
    if (this.#escape !== '') return this.#continue(character, at);
    if (character === '\\' && this.#isInString) {
      this.#escape = character;
      return '';
    }
    const isQuote = character === quote;
    if (isQuote) this.#isInString = !this.#isInString;
    const kind = isQuote
      ? 'structure'
      : this.#isInString
        ? 'string'
        : /[\d.+eE-]/.test(character)
          ? 'number'
          : 'structure';
    this.#put(at, kind);
    return character;
  }

  #continue(character: string, at: number): string {
    this.#escape += character;
    if (this.#escape.charAt(1) === 'u' && this.#escape.length < 6) return '';
    const begin = at + 1 - this.#escape.length;
    const letter = this.#escape.charAt(1);
    const point = Number.parseInt(this.#escape.slice(2), 16);
    this.#escape = '';
    this.#put(begin, 'string');
    if (letter !== 'u') return simple[letter] ?? letter;
    return Number.isNaN(point) ? '\ufffd' : String.fromCharCode(point);
  }

  #put(at: number, kind: Kind): void {
    this.#starts.push(at);
    this.#kinds.push(kind);
  }
}
