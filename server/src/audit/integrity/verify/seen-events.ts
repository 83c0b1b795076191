const pageBits = 65_536n;

/**
 * What may be made of an event: each at most once. `reversal` is the second ledger entry of a correction that changes the
 * currency.
 */
export type Projected =
  | 'call'
  | 'outcome'
  | 'ledger'
  | 'reversal'
  | 'content'
  | 'access'
  | 'administration'
  | 'denials'
  | 'erasure';

/** Of which events something has to be there: a bit for each. */
export class SeenEvents {
  readonly #pages = new Map<string, Uint8Array>();

  add(what: Projected, journalId: string, sequence: bigint): void {
    const key = pageOf(what, journalId, sequence);
    const page = this.#pages.get(key) ?? new Uint8Array(Number(pageBits / 8n));
    this.#pages.set(key, page);
    const bit = Number(sequence % pageBits);
    page[bit >> 3] = (page[bit >> 3] ?? 0) | (1 << (bit & 7));
  }

  has(what: Projected, journalId: string, sequence: bigint): boolean {
    const page = this.#pages.get(pageOf(what, journalId, sequence));
    const bit = Number(sequence % pageBits);
    return page !== undefined && (((page[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }

  /** Takes what was added, once: false when it was not, or when somebody took it before. */
  claim(what: Projected, journalId: string, sequence: bigint): boolean {
    const page = this.#pages.get(pageOf(what, journalId, sequence));
    if (!page || !this.has(what, journalId, sequence)) return false;
    const bit = Number(sequence % pageBits);
    page[bit >> 3] = (page[bit >> 3] ?? 0) & ~(1 << (bit & 7));
    return true;
  }
}

function pageOf(what: Projected, journalId: string, sequence: bigint): string {
  return `${what} ${journalId} ${sequence / pageBits}`;
}
