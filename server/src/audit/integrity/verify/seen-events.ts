const pageBits = 65_536n;

/** Which events there were: a bit for each. */
export class SeenEvents {
  readonly #pages = new Map<string, Uint8Array>();

  add(journalId: string, sequence: bigint): void {
    const key = pageOf(journalId, sequence);
    const page = this.#pages.get(key) ?? new Uint8Array(Number(pageBits / 8n));
    this.#pages.set(key, page);
    const bit = Number(sequence % pageBits);
    page[bit >> 3] = (page[bit >> 3] ?? 0) | (1 << (bit & 7));
  }

  has(journalId: string, sequence: bigint): boolean {
    const bit = Number(sequence % pageBits);
    return (((this.#pages.get(pageOf(journalId, sequence))?.[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }
}

function pageOf(journalId: string, sequence: bigint): string {
  return `${journalId} ${sequence / pageBits}`;
}
