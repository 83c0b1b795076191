/**
 * A matrix of bits turned round: what were rows are columns. Each row begins with a byte of its own, and in a byte the
 * lowest bit comes first.
 */
export function transposed(bits: Uint8Array, rows: number, columns: number): Buffer {
  const rowBytes = bytesFor(columns);
  const turnedBytes = bytesFor(rows);
  const turned = Buffer.alloc(columns * turnedBytes);
  for (let row = 0; row < rows; row++) {
    const mask = 1 << (row & 7);
    for (let index = 0; index < rowBytes; index++) {
      const value = bits[row * rowBytes + index] ?? 0;
      for (let left = value; left !== 0; left &= left - 1) {
        const column = index * 8 + 31 - Math.clz32(left & -left);
        const at = column * turnedBytes + (row >> 3);
        turned[at] = (turned[at] ?? 0) | mask;
      }
    }
  }
  return turned;
}

/** How many bytes hold so many bits. */
export function bytesFor(bits: number): number {
  return (bits + 7) >> 3;
}
