import type { Disguise } from '@tollgate/contract';

/** How the offsets of a text map back into the run that encodes it. */
export interface Encoded {
  /** Where the part of the run begins that encodes the code unit at `offset` of the text. */
  startOf(offset: number): number;
  /** Where the part of the run ends that encodes the code unit at `offset` of the text. */
  endOf(offset: number): number;
}

/**
 * Replacements in one text, in order and without overlaps; each undoes a disguise. In arrays of their own rather than as
 * objects, since a text of JSON in a string has one for every few characters.
 */
export class Edits {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly texts: string[] = [];
  readonly disguises: (readonly Disguise[])[] = [];
  /** Whether it is worth a look by itself; others are only made where such a one is near. */
  readonly wanted: boolean[] = [];
  /** For runs that encode a whole text, by the number of the edit. */
  readonly encoded = new Map<number, Encoded>();

  get count(): number {
    return this.starts.length;
  }

  /** Where the last edit ends; what comes next must not begin before. */
  get end(): number {
    return this.ends.at(-1) ?? 0;
  }

  add(start: number, end: number, text: string, disguises: readonly Disguise[], isWanted = true): void {
    this.starts.push(start);
    this.ends.push(end);
    this.texts.push(text);
    this.disguises.push(disguises);
    this.wanted.push(isWanted);
  }

  addEncoded(start: number, end: number, text: string, disguises: readonly Disguise[], encoded: Encoded): void {
    this.encoded.set(this.count, encoded);
    this.add(start, end, text, disguises);
  }
}

/** One way to read a text: with these edits made. */
export interface Rewriting {
  readonly edits: Edits;
  /** How much of the open text on both sides of an edit is shown with it, in code units. */
  readonly margin: number;
  /** Up to this distance an edit may be the context of a finding; 0: it stands next to it at least; -1: the finding holds it. */
  readonly reach: number;
  /** See View. */
  readonly isJoined: boolean;
}
