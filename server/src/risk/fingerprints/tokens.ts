import { foldedUnit, type UnitKind, unitKinds } from './folded-unit.ts';

/**
 * The tokens of a text, in order: runs of letters, runs of digits, single ideographs; what stands between is left out.
 * `ACME-0042`, `acme 0042` and `ACME0042` have the same two. Reused from text to text, so that reading allocates little.
 */
export class Tokens {
  count = 0;
  /** UTF-16 code units, end exclusive. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** Keyed by the seed, 32 bits. */
  hashes = new Int32Array(1024);
  kinds = new Uint8Array(1024);
  /** 1 where the token goes on from the one before without anything between: it begins inside of a word. */
  inside = new Uint8Array(1024);
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  read(text: string): void {
    this.count = 0;
    let kind: UnitKind = unitKinds.separator;
    let hash = 0;
    let end = -1;
    for (let at = 0; at < text.length;) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) {
        const own = asciiKinds[unit]! as UnitKind;
        if (own === unitKinds.separator) {
          if (kind !== unitKinds.separator) this.#end(hash, end);
          kind = unitKinds.separator;
        } else {
          if (own !== kind) {
            if (kind !== unitKinds.separator) this.#end(hash, end);
            this.#begin(at, own, end);
            hash = this.#seed;
            kind = own;
          }
          hash = mixed(hash, own === unitKinds.letter ? unit | 0x20 : unit);
          end = at + 1;
        }
        at++;
        continue;
      }
      const codePoint = text.codePointAt(at)!;
      const next = at + (codePoint > 0xffff ? 2 : 1);
      const { kind: own, folded } = foldedUnit(codePoint);
      if (own === unitKinds.ignored) {
        if (kind !== unitKinds.separator) end = next;
      } else if (own === unitKinds.separator) {
        if (kind !== unitKinds.separator) this.#end(hash, end);
        kind = unitKinds.separator;
      } else {
        if (own !== kind || own === unitKinds.ideograph) {
          if (kind !== unitKinds.separator) this.#end(hash, end);
          this.#begin(at, own, end);
          hash = this.#seed;
          kind = own;
        }
        for (let index = 0; index < folded.length; index++) hash = mixed(hash, folded.charCodeAt(index));
        end = next;
      }
      at = next;
    }
    if (kind !== unitKinds.separator) this.#end(hash, end);
  }

  /** How many code units stand between a token and the one before. */
  gap(token: number): number {
    return this.starts[token]! - this.ends[token - 1]!;
  }

  #begin(start: number, kind: UnitKind, endBefore: number): void {
    if (this.count === this.starts.length) this.#widen();
    this.starts[this.count] = start;
    this.kinds[this.count] = kind;
    const isWord = kind !== unitKinds.ideograph && this.kinds[this.count - 1] !== unitKinds.ideograph;
    this.inside[this.count] = this.count > 0 && endBefore === start && isWord ? 1 : 0;
  }

  #end(hash: number, end: number): void {
    this.hashes[this.count] = hash;
    this.ends[this.count] = end;
    this.count++;
  }

  #widen(): void {
    const length = this.starts.length * 2;
    this.starts = copied(new Int32Array(length), this.starts);
    this.ends = copied(new Int32Array(length), this.ends);
    this.hashes = copied(new Int32Array(length), this.hashes);
    this.kinds = copied(new Uint8Array(length), this.kinds);
    this.inside = copied(new Uint8Array(length), this.inside);
  }
}

const asciiKinds = Uint8Array.from({ length: 0x80 }, (_, unit) => foldedUnit(unit).kind);

/** One more code unit of a token (FNV-1a, RFC 9923, over code units and with a seed of our own). */
export function mixed(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function copied<Wide extends Int32Array | Uint8Array>(wider: Wide, old: Wide): Wide {
  wider.set(old);
  return wider;
}

/** The tokens [from, to) of a text as they are compared: folded, with a blank between. */
export function canonicalText(text: string, tokens: Tokens, from: number, to: number): string {
  const parts: string[] = [];
  for (let token = from; token < to; token++) {
    let part = '';
    for (const character of text.slice(tokens.starts[token], tokens.ends[token])) {
      part += foldedUnit(character.codePointAt(0)!).folded;
    }
    parts.push(part);
  }
  return parts.join(' ');
}
