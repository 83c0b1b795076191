const blockBytes = 32 * 1024;

/** How many bytes two buffers have in common at their beginning. */
export function commonPrefix(a: Buffer, b: Buffer): number {
  const max = Math.min(a.length, b.length);
  let same = 0;
  while (same < max) {
    const end = Math.min(same + blockBytes, max);
    if (a.compare(b, same, end, same, end) !== 0) break;
    same = end;
  }
  // Somewhere in the block behind `same` is the first difference: halve it until it is found.
  let low = same;
  let high = Math.min(same + blockBytes, max);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.compare(b, low, middle, low, middle) === 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many bytes two buffers have in common at their end, but for their first `without`. */
export function commonSuffix(a: Buffer, b: Buffer, without: number): number {
  const max = Math.min(a.length, b.length) - without;
  const isSame = (from: number, to: number): boolean =>
    a.compare(b, b.length - to, b.length - from, a.length - to, a.length - from) === 0;
  let same = 0;
  while (same < max) {
    const end = Math.min(same + blockBytes, max);
    if (!isSame(same, end)) break;
    same = end;
  }
  let low = same;
  let high = Math.min(same + blockBytes, max);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
