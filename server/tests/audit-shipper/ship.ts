import type pg from 'pg';
import { pino } from 'pino';
import type { EventDraft } from '../../src/audit/events.ts';
import { createDamageReports } from '../../src/audit/shipper/damage-reports.ts';
import { projections } from '../../src/audit/shipper/projections/index.ts';
import { PostgresSink } from '../../src/audit/shipper/postgres-sink.ts';
import { Shipper, type ShipperOptions } from '../../src/audit/shipper/shipper.ts';
import { readPayload } from '../../src/audit/search/payloads.queries.ts';
import { opener } from '../support/vault.ts';
import { MemoryJournal } from './events.ts';

export const silent = pino({ level: 'silent' });

/** Of a test that finds nothing lost. */
export const noReports = createDamageReports({
  journal: { id: 'jrn_none', append: () => Promise.resolve() },
  indispensable: () => [],
  quarantinedFiles: 0,
  log: silent,
});

export function createSink(pool: pg.Pool, onRejected: (reason: string) => void = () => undefined): PostgresSink {
  return new PostgresSink({ pool, projections, onRejected, onBreak: () => undefined });
}

export function createShipper(pool: pg.Pool, journal: MemoryJournal, options: Partial<ShipperOptions> = {}): Shipper {
  return new Shipper({
    journalId: journal.id,
    host: 'here',
    sink: createSink(pool),
    openSource: () => journal.source(),
    log: silent,
    gatherMs: 0,
    quietMs: 0,
    retryMs: { first: 5, max: 50 },
    ...options,
  });
}

/** Ships a finished journal to its end. */
export async function shipAll(
  pool: pg.Pool,
  journal: MemoryJournal,
  options: Partial<ShipperOptions> = {},
): Promise<void> {
  const shipper = createShipper(pool, journal, options);
  shipper.finish();
  await shipper.run();
}

export async function record(pool: pg.Pool, ...drafts: EventDraft[]): Promise<MemoryJournal> {
  const journal = new MemoryJournal();
  journal.append(...drafts);
  await shipAll(pool, journal);
  return journal;
}

/** A payload of a call that was recorded here; null when there is none. */
export async function payloadBytes(
  pool: pg.Pool,
  requestId: string,
  name: Parameters<typeof readPayload>[3],
): Promise<Buffer | null> {
  const payload = await readPayload(pool, opener, requestId, name);
  return payload.kind === 'found' ? payload.bytes : null;
}

export async function payloadText(
  pool: pg.Pool,
  requestId: string,
  name: Parameters<typeof readPayload>[3],
): Promise<string | null> {
  return (await payloadBytes(pool, requestId, name))?.toString() ?? null;
}

/** Everything that the shipper writes, for comparing before and after. */
export async function contents(pool: pg.Pool): Promise<unknown> {
  const tables = [
    'invocations',
    'payload_contents',
    'ledger',
    'corrections',
    'tool_calls',
    'denials',
    'rejected_events',
  ];
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const result = await pool.query(`select to_json(t)::text as row from ${table} t order by 1`);
    found[table] = result.rows.map((row: { row: string }) => row.row);
  }
  return found;
}

export async function until(condition: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !(await condition());) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
