import type pg from 'pg';
import { createPool } from '../database/pool.ts';
import type { Logger } from '../platform/logger.ts';
import type { ChainHead, EventDraft, KeyHead } from './events.ts';
import { openDatabaseJournal } from './journal/database-journal.ts';
import type { ChainedJournal } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { countQuarantined } from './journal/quarantine.ts';
import { keepPartitions } from './keep-partitions.ts';
import { createDamageReports, type DamageReports } from './shipper/damage-reports.ts';
import { selectChainHeads } from './shipper/heads.queries.ts';
import { createProjections } from './shipper/projections/index.ts';
import { startRecovery } from './shipper/recovery.ts';
import { startShipper } from './shipper/start-shipper.ts';
import type { MasterKeys } from './vault/master-keys.ts';
import { keepBlocking } from './words/keep-blocking.ts';

/** What "durable" means: on the disk of this machine, or committed in PostgreSQL. */
export type RecordMode = 'journal' | 'database';

export interface RecordOptions {
  readonly mode: RecordMode;
  /** The folder of all journals. */
  readonly root: string;
  /** How large the journal of this process may grow. */
  readonly bytesMax: number;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly masterKeys: MasterKeys;
  /** The data keys of this process, the first of which the journal brings first. The list grows. */
  readonly dataKeys: readonly KeyHead[];
  readonly version: string;
  readonly log: Logger;
}

export interface RunningRecord {
  readonly journal: ChainedJournal;
  readonly reports: DamageReports;
  /** Brings home what it can. */
  stop(): Promise<void>;
}

/** Without files everything that waits is in memory. */
const memoryBytesMax = 256 * 1024 * 1024;

/** Opens this process's journal, with what brings it into the database and looks after those that others left behind. */
export async function startRecord(options: RecordOptions): Promise<RunningRecord> {
  const { mode, root, databaseUrl, masterKeys, pool, log } = options;
  const keys = (): EventDraft[] => options.dataKeys.map((head) => ({ kind: 'key', head, content: null }));
  const at = new Date().toISOString();
  const heads = await knownHeads(pool);
  const first: EventDraft[] = [
    { kind: 'begin', head: { at, version: options.version, heads }, content: null },
    ...keys(),
  ];
  const quarantinedFiles = await countQuarantined(root);
  const reportsOn = (journal: ChainedJournal): DamageReports =>
    createDamageReports({ journal, indispensable: keys, quarantinedFiles, log });
  const { journal, reports, stop } =
    mode === 'journal' ? await onDisk(options, first, reportsOn) : await inDatabase(options, first, reportsOn);
  const recovery = startRecovery({ root, databaseUrl, masterKeys, journal, reports, log });
  return {
    journal,
    reports,
    async stop() {
      await recovery.stop();
      await reports.stop();
      await stop();
    },
  };
}

type ReportsOn = (journal: ChainedJournal) => DamageReports;

async function onDisk(options: RecordOptions, first: EventDraft[], reportsOn: ReportsOn): Promise<RunningRecord> {
  const { root, bytesMax, databaseUrl, masterKeys, log } = options;
  const journal = await openJournal({ root, bytesMax, log, first });
  const reports = reportsOn(journal);
  const shipper = startShipper({ databaseUrl, masterKeys, journal, reports, log });
  return {
    journal,
    reports,
    async stop() {
      await journal.close();
      await shipper.stop();
    },
  };
}

/** Nothing has to be shipped; what the shipper's thread does besides is done here. */
async function inDatabase(options: RecordOptions, first: EventDraft[], reportsOn: ReportsOn): Promise<RunningRecord> {
  const { root, databaseUrl, masterKeys, pool, log } = options;
  const upkeepPool = createPool(databaseUrl, { max: 1, applicationName: 'tollgate record upkeep' });
  const partitions = await keepPartitions(upkeepPool, log);
  const blocking = keepBlocking(upkeepPool, log);
  let reports: DamageReports | null = null;
  const journal = await openDatabaseJournal({
    root,
    databaseUrl,
    projections: createProjections(pool, masterKeys),
    bytesMax: Math.min(options.bytesMax, memoryBytesMax),
    log,
    first,
    onRejected(reason) {
      log.error({ reason }, 'an event was not taken by the record and is kept in rejected_events');
      reports?.rejected();
    },
  });
  reports = reportsOn(journal);
  return {
    journal,
    reports,
    async stop() {
      await journal.close();
      partitions.stop();
      await blocking.stop();
      await upkeepPool.end();
    },
  };
}

/** What the database says of all chains; nothing when it is away: recovery names them later. */
function knownHeads(pool: pg.Pool): Promise<ChainHead[]> {
  return selectChainHeads(pool).catch(() => []);
}
