import type { ClassUnicode, Hir, HirKind } from 'rregex';

/**
 * What a pattern may read next after each of its characters (Glushkov's construction): enough to tell whether a text that
 * has only come in part may still become a match. Edges (`\b`, `^`, …) are left out, so it never says no too early.
 */
export interface PatternProgram {
  /** Which characters each position reads. */
  readonly classes: readonly CharacterClass[];
  readonly first: readonly number[];
  /** The positions that may come after each one. */
  readonly follow: readonly (readonly number[])[];
  /** A match may end with this position. */
  readonly ends: readonly boolean[];
}

/** Code points as pairs of first and last, ascending. */
export type CharacterClass = readonly number[];

/** More positions than this are not simulated. */
const positionsMax = 4000;
/** A repetition that goes on for longer goes on for ever: the bound on what is held back ends it. */
const repetitionsMax = 200;
const anything: CharacterClass = [0, 0x10ffff];

interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const empty: Part = { isNullable: true, first: [], last: [] };

/** @returns null for a pattern that is too large to be followed */
export function patternProgram(hir: Hir): PatternProgram | null {
  const builder = new Builder();
  const whole = builder.build(hir.kind);
  return whole === null ? null : builder.program(whole);
}

class Builder {
  readonly #classes: CharacterClass[] = [];
  readonly #follow: number[][] = [];
  readonly #points = new Map<ClassUnicode, CharacterClass>();

  program({ first, last }: Part): PatternProgram {
    const ends = this.#classes.map(() => false);
    for (const position of last) ends[position] = true;
    return { classes: this.#classes, first, follow: this.#follow.map((after) => [...new Set(after)]), ends };
  }

  build(kind: HirKind): Part | null {
    if (this.#classes.length > positionsMax) return null;
    switch (kind['@variant']) {
      case 'Empty':
      case 'Look':
        return empty;
      case 'Literal':
        return this.#all(
          Array.from(new TextDecoder().decode(kind['@values'][0]['@values'][0]), (one) => this.#reads(one)),
        );
      case 'Class': {
        const members = kind['@values'][0];
        if (members['@variant'] !== 'Unicode') return this.#position(anything);
        return this.#position(this.#pointsOf(members['@values'][0]));
      }
      case 'Capture':
        return this.build(kind['@values'][0].sub.kind);
      case 'Repetition': {
        const { min, max, sub } = kind['@values'][0];
        return this.#repeat(Math.min(min, repetitionsMax), max ?? Infinity, sub.kind);
      }
      case 'Concat':
        return this.#all(kind['@values'][0].map((part) => this.build(part.kind)));
      case 'Alternation':
        return this.#either(kind['@values'][0].map((part) => this.build(part.kind)));
    }
  }

  /** A class of letters has hundreds of ranges, and stands there once for each time that it is repeated. */
  #pointsOf(members: ClassUnicode): CharacterClass {
    let points = this.#points.get(members);
    if (points === undefined) {
      points = members.ranges.flatMap(({ start, end }) => [start.codePointAt(0) ?? 0, end.codePointAt(0) ?? 0]);
      this.#points.set(members, points);
    }
    return points;
  }

  #reads(character: string): Part {
    const point = character.codePointAt(0) ?? 0;
    return this.#position([point, point]);
  }

  #position(characters: CharacterClass): Part {
    const position = this.#classes.push(characters) - 1;
    this.#follow.push([]);
    return { isNullable: false, first: [position], last: [position] };
  }

  #all(parts: readonly (Part | null)[]): Part | null {
    return parts.reduce<Part | null>((done, next) => done && next && this.#then(done, next), empty);
  }

  #then(one: Part, next: Part): Part {
    for (const position of one.last) this.#follow[position]!.push(...next.first);
    return {
      isNullable: one.isNullable && next.isNullable,
      first: one.isNullable ? [...one.first, ...next.first] : one.first,
      last: next.isNullable ? [...one.last, ...next.last] : next.last,
    };
  }

  #either(branches: readonly (Part | null)[]): Part | null {
    const known = branches.filter((branch) => branch !== null);
    if (known.length < branches.length) return null;
    return {
      isNullable: known.some(({ isNullable }) => isNullable),
      first: known.flatMap(({ first }) => first),
      last: known.flatMap(({ last }) => last),
    };
  }

  #repeat(min: number, max: number, kind: HirKind): Part | null {
    const required = Array.from({ length: min }, () => this.build(kind));
    if (max - min > repetitionsMax) return this.#all([...required, this.#anyNumber(this.build(kind))]);
    let rest: Part | null = empty;
    // From the last one outward: each may only come after the one before it.
    for (let more = max - min; more > 0 && rest !== null; more--) {
      const one: Part | null = this.build(kind);
      rest = one && { ...this.#then(one, rest), isNullable: true };
    }
    return this.#all([...required, rest]);
  }

  #anyNumber(part: Part | null): Part | null {
    return part && { ...this.#then(part, part), isNullable: true, first: part.first, last: part.last };
  }
}
