/**
 * Runs of ASCII digits that are not part of a word, in order; what number detectors look at. Digits that touch a letter or `_`
 * are left out (hashes, identifiers, base64), save for the check letter of a Chinese resident id. Reused from text to text.
 */
export class NumberRuns {
  count = 0;
  starts = new Int32Array(256);
  ends = new Int32Array(256);

  /** Run number `index` has so many digits; 0 when there is no such run. */
  length(index: number): number {
    return index >= 0 && index < this.count ? this.ends[index]! - this.starts[index]! : 0;
  }

  /** Adds runs after those that are there. */
  add(starts: Int32Array, ends: Int32Array): void {
    const count = this.count + starts.length;
    if (count > this.starts.length) {
      this.starts = widened(this.starts, count);
      this.ends = widened(this.ends, count);
    }
    this.starts.set(starts, this.count);
    this.ends.set(ends, this.count);
    this.count = count;
  }
}

function widened(old: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(least, old.length * 2));
  wider.set(old);
  return wider;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** An ASCII letter, digit or `_`. NaN (outside of the text) is none. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f
  );
}
