import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../journey/metrics.ts';

export interface PublishedMetrics extends Metrics {
  /** The text that Prometheus reads. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** What the gauges ask for when they are read. */
export interface MeasuredParts {
  journalBytes(): number;
  backlogEvents(): number;
  snapshotVersion(): number;
  damagedRanges(): number;
  brokenChains(): number;
  rejectedEvents(): number;
  /** Milliseconds since the epoch; 0 before the first one. */
  retentionRunMs(): number;
  retentionDroppedBytes(): number;
  /** Active models of which the last check of the catalogue has something to say. */
  catalogueDrift(): Readonly<Record<string, number>>;
}

/** Providers name the fields: more names than these are counted together, or they would fill memory. */
const unknownFieldsMax = 100;

const secondsBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** Prometheus metrics; no label names a user, a key or a session. */
export function createMetrics(parts: MeasuredParts): PublishedMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: T[]): Counter<T> =>
    new Counter({ name, help, labelNames, registers });
  const requests = counter('tollgate_requests_total', 'Governed calls that were settled.', [
    'route',
    'decision',
    'status',
  ]);
  const hits = counter('tollgate_rule_hits_total', 'Recorded hits of risk rules.', ['rule', 'action']);
  const unknown = counter('tollgate_usage_unknown_fields_total', 'Usage fields that are not metered.', [
    'provider',
    'field',
  ]);
  const unknownFields = new Set<string>();
  const fieldLabel = (field: string): string => {
    if (unknownFields.size < unknownFieldsMax && field.length <= 64) unknownFields.add(field);
    return unknownFields.has(field) ? field : 'other';
  };
  const strangers = counter('tollgate_strangers_refused_total', 'Callers refused for want of a valid key.', []);
  const inFlight = new Gauge({ name: 'tollgate_inflight', help: 'Calls that have not ended.', registers });
  const overhead = new Histogram({
    name: 'tollgate_overhead_seconds',
    help: 'Time that a step took inside the gateway.',
    labelNames: ['step'],
    buckets: secondsBuckets,
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('tollgate_journal_bytes', 'Bytes that the journal holds on disk.', parts.journalBytes);
  gauge('tollgate_journal_backlog_events', 'Durable events that are not in the database yet.', parts.backlogEvents);
  gauge('tollgate_policy_version', 'The policy version in force; 0 when there is none.', parts.snapshotVersion);
  new Gauge({
    name: 'tollgate_catalogue_drift',
    help: 'Active models that their providers no longer list, could not be asked about, or sell at another price.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, models] of Object.entries(parts.catalogueDrift())) this.set({ kind }, models);
    },
  });
  const counted = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  counted(
    'tollgate_journal_damaged_ranges_total',
    'Ranges of events that were lost to damage of a journal.',
    parts.damagedRanges,
  );
  counted(
    'tollgate_chain_breaks_total',
    'Events that did not go on from the one before them when they were shipped.',
    parts.brokenChains,
  );
  counted(
    'tollgate_rejected_events_total',
    'Events that the tables did not take, kept in rejected_events.',
    parts.rejectedEvents,
  );
  gauge(
    'tollgate_retention_last_run_timestamp_seconds',
    'When retention was last done by this process; 0 before.',
    () => parts.retentionRunMs() / 1000,
  );
  counted(
    'tollgate_retention_dropped_bytes_total',
    'Bytes of tables that retention dropped.',
    parts.retentionDroppedBytes,
  );

  return {
    settled: (labels) => requests.inc(labels),
    step: (step, ms) => overhead.observe({ step }, ms / 1000),
    hit: (rule, action) => hits.inc({ rule, action }),
    unknownUsageField: (provider, field) => unknown.inc({ provider, field: fieldLabel(field) }),
    strangerRefused: () => strangers.inc(),
    inFlight: (change) => inFlight.inc(change),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
