/** Runs of ASCII digits that are not part of a word, in order; what number detectors look at. Reused from text to text. */
export class NumberRuns {
  count = 0;
  starts = new Int32Array(256);
  ends = new Int32Array(256);

  /** Run number `index` has so many digits; 0 when there is no such run. */
  length(index: number): number {
    return index >= 0 && index < this.count ? this.ends[index]! - this.starts[index]! : 0;
  }

  /**
   * Takes the run of digits that begins at `start`, and says where it ends. Digits that touch a letter or `_` are left out:
   * hashes, identifiers, base64.
   */
  take(text: string, start: number): number {
    let end = start + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    if (start > 0 && isWordUnit(text.charCodeAt(start - 1))) return end;
    if (end < text.length && isWordUnit(text.charCodeAt(end)) && !isCheckLetter(text, start, end)) return end;
    this.#add(start, end);
    return end;
  }

  #add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = widened(this.starts);
      this.ends = widened(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }
}

function widened(old: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(old.length * 2);
  wider.set(old);
  return wider;
}

/** The check character of a Chinese resident id may be X; the run ends before it. */
function isCheckLetter(text: string, start: number, end: number): boolean {
  const unit = text.charCodeAt(end) | 0x20;
  return unit === 0x78 && end - start <= 17 && !isWordUnit(text.charCodeAt(end + 1));
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
