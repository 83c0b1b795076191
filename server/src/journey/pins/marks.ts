/**
 * Finds texts again inside other texts: an agent's summary stands between tags of its own, a tool result is cut, a
 * message is quoted in a longer one. Of a text to be found, some windows of 32 units are kept as *marks* (numbers of 53
 * bits); another text is read once with a rolling hash (Karp and Rabin, 1987) that is compared with all of them.
 *
 * Only letters and digits count, without case, so that neither layout nor the escapes of JSON change a mark; scripts in
 * which a character says much, such as Chinese, count two units for each.
 */
export const windowUnits = 32;
/** Windows of fewer different units tell nothing: rulers, runs of zeros. */
const differentMin = 8;
/** The beginning of a text, of which agents keep this much when they cut it: it has marks of its own. */
const headUnits = 1500;
const headMarks = 4;
const base = 0x0100_0193;
let basePower = 1;
for (let unit = 0; unit < windowUnits; unit++) basePower = Math.imul(basePower, base);

/** Before this unit are the scripts that know capitals: Latin, Greek, Cyrillic, Armenian. */
const caseBefore = 0x590;
/** What a UTF-16 code unit counts as: 0 for nothing. */
const counted = countedUnits();
/** From here on a unit counts as two. */
const wideFrom = 0x2e80;

function countedUnits(): Uint16Array {
  const units = new Uint16Array(65_536);
  for (let unit = 0; unit < 65_536; unit++) units[unit] = unit;
  const every = String.fromCharCode(...units.subarray(0, 0x8000)) + String.fromCharCode(...units.subarray(0x8000));
  for (const { 0: run, index } of every.matchAll(/[^\p{L}\p{N}\p{Cs}]+/gu)) units.fill(0, index, index + run.length);
  for (let unit = 0; unit < caseBefore; unit++) {
    const small = units[unit] === 0 ? '' : String.fromCharCode(unit).toLowerCase();
    if (small.length === 1) units[unit] = small.charCodeAt(0);
  }
  return units;
}

/**
 * Marks of a text, spread over it; none of one with fewer than 32 letters and digits.
 * @param max how many at most; a text of 32 units has one, each further 32 one more
 */
export function marksOf(text: string, max: number): number[] {
  const units = unitsOf(text);
  if (units.length < windowUnits) return [];
  const marks = new Set<number>();
  for (const start of startsOf(units.length, max)) {
    const window = units.subarray(start, start + windowUnits);
    if (new Set(window).size < differentMin) continue;
    let hash = 0;
    for (const unit of window) hash = (Math.imul(hash, base) + unit) | 0;
    marks.add(markOf(hash, units, start));
  }
  return [...marks];
}

function startsOf(length: number, max: number): number[] {
  const last = length - windowUnits;
  const head = Math.min(last, headUnits);
  const inHead = Math.min(headMarks, Math.max(1, Math.floor(max / 2)));
  const rest = Math.min(max, Math.floor(length / windowUnits)) - inHead;
  if (rest <= 0) return spread(0, last, Math.min(max, Math.floor(length / windowUnits)));
  return [...spread(0, head, inHead), ...spread(head, last, rest + 1).slice(1)];
}

function spread(from: number, to: number, many: number): number[] {
  if (many <= 1 || to <= from) return [from];
  return Array.from({ length: many }, (_, index) => from + Math.round((index * (to - from)) / (many - 1)));
}

/** Is written over by each call, since nobody keeps what `unitsOf` gave; longer texts get room of their own. */
const room = new Uint16Array(262_144);

function unitsOf(text: string): Uint16Array {
  const units = text.length * 2 <= room.length ? room : new Uint16Array(text.length * 2);
  let many = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = counted[text.charCodeAt(at)]!;
    if (unit === 0) continue;
    if (unit >= wideFrom) units[many++] = unit >>> 8;
    units[many++] = unit;
  }
  return units.subarray(0, many);
}

/** A second hash over the window makes of the rolling one a number that does not come about by chance. */
function markOf(rolling: number, units: Uint16Array, start: number): number {
  let second = 0x811c_9dc5 | 0;
  for (let at = start; at < start + windowUnits; at++) second = Math.imul(second ^ units[at]!, 0x0100_0193);
  second = Math.imul(second ^ (second >>> 15), 0x2c1b_3c6d);
  return (rolling >>> 0) * 0x20_0000 + (second >>> 11);
}

/** Bits for each mark of the filter that most windows do not pass. */
const bitsPerMark = 32;

/** Marks to look for in one pass. */
export class MarkIndex {
  readonly #marks = new Set<number>();
  #bits = new Uint32Array(64);
  /** How far a mixed hash is shifted to be the number of a bit. */
  #shift = 32 - 11;

  add(mark: number): void {
    this.#marks.add(mark);
    if (this.#marks.size * bitsPerMark <= this.#bits.length * 32) return this.#set(mark);
    this.#bits = new Uint32Array(this.#bits.length * 4);
    this.#shift -= 2;
    for (const one of this.#marks) this.#set(one);
  }

  get size(): number {
    return this.#marks.size;
  }

  /** The marks that a text holds, each once. */
  foundIn(text: string): Set<number> {
    const found = new Set<number>();
    if (this.#marks.size === 0) return found;
    const units = unitsOf(text);
    const bits = this.#bits;
    const shift = this.#shift;
    let hash = 0;
    for (let at = 0; at < units.length; at++) {
      hash = (Math.imul(hash, base) + units[at]!) | 0;
      if (at < windowUnits) {
        if (at < windowUnits - 1) continue;
      } else {
        hash = (hash - Math.imul(units[at - windowUnits]!, basePower)) | 0;
      }
      const bit = bitOf(hash, shift);
      if ((bits[bit >>> 5]! & (1 << (bit & 31))) === 0) continue;
      const mark = markOf(hash, units, at - windowUnits + 1);
      if (this.#marks.has(mark)) found.add(mark);
    }
    return found;
  }

  #set(mark: number): void {
    const bit = bitOf(Math.floor(mark / 0x20_0000) | 0, this.#shift);
    this.#bits[bit >>> 5]! |= 1 << (bit & 31);
  }
}

function bitOf(rolling: number, shift: number): number {
  return Math.imul(rolling ^ (rolling >>> 15), 0x9e37_79b1 | 0) >>> shift;
}
