/**
 * A text that comes in pieces, as what it says: its code units, and where each stands in the text as it was written.
 * Places are counted from the text's beginning, in what it says unless they are called raw.
 */
export interface TextUnits {
  /** More of the text. @returns what it says, as far as that is known */
  push(raw: string): string;
  /** The text is over. @returns what is left of what it says */
  end(): string;
  /** Where the unit at `place` begins as it was written. */
  rawAt(place: number): number;
  raw(from: number, to: number): string;
  /** How [from, to) may be replaced: by any text, by a JSON string, or not at all. */
  room(from: number, to: number): 'text' | 'string' | null;
  /** Nothing before this place is asked for any more. */
  forget(before: number): void;
}

/** A text that says what is written. */
export class PlainUnits implements TextUnits {
  #base = 0;
  #text = '';

  push(raw: string): string {
    this.#text += raw;
    return raw;
  }

  end(): string {
    return '';
  }

  rawAt(place: number): number {
    return place;
  }

  raw(from: number, to: number): string {
    return this.#text.slice(from - this.#base, to - this.#base);
  }

  room(): 'text' {
    return 'text';
  }

  forget(before: number): void {
    this.#text = this.#text.slice(before - this.#base);
    this.#base = before;
  }
}
