import type { ChainedJournal } from './audit/journal/journal.ts';
import type { RunningRetention } from './audit/retention/start-retention.ts';
import type { DamageReports } from './audit/shipper/damage-reports.ts';
import type { RecordState } from './http/admin/context.ts';

/** How the record of this process is, read when it is asked for. */
export function recordStateReader(
  journal: ChainedJournal,
  reports: DamageReports,
  retention: Pick<RunningRetention, 'lastRunMs'>,
): () => RecordState {
  return () => {
    const { writable, reason, bytes, bytesMax, backlogEvents } = journal.state;
    return {
      journal: {
        id: journal.id,
        is_writable: writable,
        reason,
        bytes,
        bytes_max: bytesMax,
        waiting_events: backlogEvents,
      },
      damaged_ranges: reports.damagedRanges,
      broken_chains: reports.brokenChains,
      rejected_events: reports.rejectedEvents,
      retention_run_at: retention.lastRunMs === 0 ? null : new Date(retention.lastRunMs).toISOString(),
    };
  };
}
