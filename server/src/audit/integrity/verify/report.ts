/** Something that is not as it was written. */
export interface Finding {
  readonly journalId: string | null;
  readonly sequence: bigint | null;
  readonly requestId: string | null;
  /** One line for a person; never content. */
  readonly message: string;
}

/** What a verification looked at. */
export interface Counts {
  chains: number;
  events: number;
  /** Of them those that are there as their leaf alone. */
  unshown: number;
  calls: number;
  /** Contents whose commitment was compared with their bytes. */
  contents: number;
  /** Contents that could not be opened for want of a key, or are not part of the export. */
  unopened: number;
  /** Contents that are gone because of an erasure or their retention. */
  gone: number;
  checkpoints: number;
  /** Events after the last checkpoint of their chain. */
  uncovered: number;
  /** Events that attest to erasures, retention and damage … */
  attestations: number;
  /** … and those of them that came after the last checkpoint of their chain. */
  uncoveredAttestations: number;
  /** Events that the tables did not take (`rejected_events`). */
  aside: number;
  /** Rows of events that retention took. */
  beyond: number;
  /** Lines of the administration log that wait to be put into a chain. */
  unchained: number;
}

/** What a verification looked at, and what it found. */
export interface Report extends Readonly<Counts> {
  /** Whether signatures were looked at. */
  readonly isSigned: boolean;
  /** The time of the newest checkpoint that the chains were held against; null without one. */
  readonly coveredUntil: string | null;
  readonly findings: readonly Finding[];
  /** Findings beyond those kept. */
  readonly moreFindings: number;
}

const findingsMax = 1000;

/** Collects a report. */
export class ReportBuilder {
  readonly counts: Counts = {
    chains: 0,
    events: 0,
    unshown: 0,
    calls: 0,
    contents: 0,
    unopened: 0,
    gone: 0,
    checkpoints: 0,
    uncovered: 0,
    attestations: 0,
    uncoveredAttestations: 0,
    aside: 0,
    beyond: 0,
    unchained: 0,
  };
  coveredUntil: string | null = null;
  readonly #isSigned: boolean;
  readonly #findings: Finding[] = [];
  #more = 0;

  constructor(isSigned: boolean) {
    this.#isSigned = isSigned;
  }

  found(message: string, at: { journalId?: string; sequence?: bigint | null; requestId?: string | null } = {}): void {
    const { journalId = null, sequence = null, requestId = null } = at;
    if (this.#findings.length >= findingsMax) this.#more++;
    else this.#findings.push({ journalId, sequence, requestId, message });
  }

  build(): Report {
    return {
      ...this.counts,
      isSigned: this.#isSigned,
      coveredUntil: this.coveredUntil,
      findings: this.#findings,
      moreFindings: this.#more,
    };
  }
}
