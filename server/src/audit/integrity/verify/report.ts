/** Something that is not as it was written. */
export interface Finding {
  readonly journalId: string | null;
  readonly sequence: bigint | null;
  readonly requestId: string | null;
  /** One line for a person; never content. */
  readonly message: string;
}

/** What a verification looked at, and what it found. */
export interface Report {
  readonly chains: number;
  readonly events: number;
  readonly calls: number;
  /** Contents whose commitment was compared with their bytes. */
  readonly contents: number;
  /** Contents that could not be opened for want of a key. */
  readonly unopened: number;
  /** Contents that are gone because of an erasure or their retention. */
  readonly gone: number;
  readonly checkpoints: number;
  /** The time of the newest checkpoint that the chains were held against; null without one. */
  readonly coveredUntil: string | null;
  readonly findings: readonly Finding[];
  /** Findings beyond those kept. */
  readonly moreFindings: number;
}

const findingsMax = 1000;

/** Collects a report. */
export class ReportBuilder {
  readonly counts = { chains: 0, events: 0, calls: 0, contents: 0, unopened: 0, gone: 0, checkpoints: 0 };
  coveredUntil: string | null = null;
  readonly #findings: Finding[] = [];
  #more = 0;

  found(message: string, at: { journalId?: string; sequence?: bigint | null; requestId?: string | null } = {}): void {
    const { journalId = null, sequence = null, requestId = null } = at;
    if (this.#findings.length >= findingsMax) this.#more++;
    else this.#findings.push({ journalId, sequence, requestId, message });
  }

  build(): Report {
    const { counts, coveredUntil } = this;
    return { ...counts, coveredUntil, findings: this.#findings, moreFindings: this.#more };
  }
}

/** The report as lines of text. */
export function describeReport(report: Report): string {
  const { chains, events, calls, contents, unopened, gone, checkpoints, coveredUntil, findings } = report;
  const lines = [
    `${chains} chains with ${events} events, ${calls} calls, ${contents} contents were compared.`,
    coveredUntil === null
      ? 'No checkpoint was there to hold them against: what was cut off at the end of a chain does not show.'
      : `${checkpoints} checkpoints hold; nothing before ${coveredUntil} was removed or altered, but for what follows.`,
  ];
  if (gone > 0) lines.push(`${gone} contents are gone by erasure or retention, as events of the chains say.`);
  if (unopened > 0) lines.push(`${unopened} contents could not be compared: the master key is not here.`);
  for (const { journalId, sequence, requestId, message } of findings) {
    const place = [journalId, sequence === null ? null : `event ${sequence}`, requestId].filter(Boolean).join(' ');
    lines.push(`FOUND ${place === '' ? '' : `${place}: `}${message}`);
  }
  if (report.moreFindings > 0) lines.push(`and ${report.moreFindings} more.`);
  lines.push(findings.length === 0 ? 'All holds.' : 'It does not hold.');
  return `${lines.join('\n')}\n`;
}
