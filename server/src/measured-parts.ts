import type { ChainedJournal } from './audit/journal/journal.ts';
import type { RunningRetention } from './audit/retention/start-retention.ts';
import type { DamageReports } from './audit/shipper/damage-reports.ts';
import type { PolicySource } from './catalog/snapshot.ts';
import type { MeasuredParts } from './http/metrics.ts';

export interface Measured {
  readonly journal: Pick<ChainedJournal, 'state'>;
  readonly policy: Pick<PolicySource, 'current'>;
  readonly reports: DamageReports;
  readonly retention: Pick<RunningRetention, 'lastRunMs' | 'droppedBytes'>;
  readonly drift: { readonly counts: Readonly<Record<string, number>> };
}

/** What the gauges of `/metrics` ask for, read when they are. */
export function measuredParts({ journal, policy, reports, retention, drift }: Measured): MeasuredParts {
  return {
    journalBytes: () => journal.state.bytes,
    backlogEvents: () => journal.state.backlogEvents,
    snapshotVersion: () => policy.current()?.version ?? 0,
    damagedRanges: () => reports.damagedRanges,
    brokenChains: () => reports.brokenChains,
    rejectedEvents: () => reports.rejectedEvents,
    retentionRunMs: () => retention.lastRunMs,
    retentionDroppedBytes: () => retention.droppedBytes,
    catalogueDrift: () => drift.counts,
  };
}
