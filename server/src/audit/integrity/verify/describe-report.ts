import type { Report } from './report.ts';

/** The report as lines of text: what was covered, what was found, and whether all holds. */
export function describeReport(report: Report): string {
  const lines = [...covered(report), ...notCompared(report)];
  for (const { journalId, sequence, requestId, message } of report.findings) {
    const place = [journalId, sequence === null ? null : `event ${sequence}`, requestId].filter(Boolean).join(' ');
    lines.push(`FOUND ${place === '' ? '' : `${place}: `}${message}`);
  }
  if (report.moreFindings > 0) lines.push(`and ${report.moreFindings} more.`);
  lines.push(report.findings.length === 0 ? 'All holds.' : 'It does not hold.');
  return `${lines.join('\n')}\n`;
}

function covered(report: Report): string[] {
  const { chains, events, calls, contents, checkpoints, coveredUntil, isSigned, uncovered } = report;
  const lines = [`${chains} chains with ${events} events, ${calls} calls, ${contents} contents were compared.`];
  if (coveredUntil === null) {
    lines.push('No checkpoint was there to hold them against: what was cut off at the end of a chain does not show.');
  } else {
    const signed = isSigned ? 'signed checkpoints' : 'checkpoints, whose signatures were not looked at,';
    lines.push(`They were held against ${checkpoints} ${signed} until ${coveredUntil}.`);
    if (uncovered > 0) lines.push(`${uncovered} events came after the last checkpoint that names their chain.`);
  }
  if (report.attestations > 0) {
    lines.push(`${report.attestations} events attest to erasures, retention or damage.`);
    if (report.uncoveredAttestations > 0)
      lines.push(
        `No checkpoint covers ${report.uncoveredAttestations} of them: who can write here can have made them.`,
      );
  }
  return lines;
}

function notCompared({ unshown, unopened, gone, aside, beyond, unchained }: Report): string[] {
  const lines: [number, string][] = [
    [unshown, 'events are there as hashes alone: what they say was not compared'],
    [gone, 'contents are gone by erasure or retention, as events of the chains say'],
    [unopened, 'contents could not be compared: they are not part of this export, or the master key is not here'],
    [aside, 'events were not taken by the tables, and are in rejected_events'],
    [beyond, 'rows are of events that retention took'],
    [unchained, 'lines of the administration log are not in a chain yet'],
  ];
  return lines.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}.`);
}
