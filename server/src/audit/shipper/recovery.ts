import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { createPool } from '../../database/pool.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Journal } from '../journal/journal.ts';
import { type AdoptedJournal, adoptOrphans, removeJournal } from '../journal/orphans.ts';
import type { DamageReports } from './damage-reports.ts';
import { selectChainHeads } from './heads.queries.ts';
import type { MasterKeys } from '../vault/master-keys.ts';
import { findInterrupted } from './interrupted.queries.ts';
import { closeJournal, findExpiredJournals, leaseSeconds } from './journals.queries.ts';
import { SharedProgress } from './shared-progress.ts';
import { type ShipperThread, startShipperThread } from './shipper-thread.ts';

export interface RecoveryOptions {
  /** The folder of all journals. */
  readonly root: string;
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys;
  /** The journal of this process: the settles of interrupted calls are appended to it. */
  readonly journal: Journal;
  /** Told what was lost or broken. */
  readonly reports: DamageReports;
  readonly log: Logger;
  /** How long a lease must be seen dead before another replica settles its calls, in milliseconds. */
  readonly deadMs?: number;
  readonly roundMs?: number;
}

export interface RunningRecovery {
  /** Resolves after the first round that could be done: everything that lay here is in the database. */
  readonly firstRound: Promise<void>;
  stop(): Promise<void>;
}

/** One replica at a time looks after the dead. */
const lock = 7_236_004;
const appendMax = 200;

/**
 * Brings home what dead processes left, now and every few seconds. Two kinds:
 *
 * - *Orphans*: journals in our folder that no process holds. They are locked, shipped to their end in order, and only
 *   when all of them are in the database are the calls that are still open told as interrupted: one orphan may hold
 *   another one's settles. Then they are deleted.
 * - *Dead leases*: journals elsewhere that nobody renews. A lease counts as dead when it was seen unchanged for a whole
 *   minute, since after an outage of the database all of them have run out. Their open calls are told as interrupted by
 *   whichever replica holds the lock; if their disk comes back, its settles become corrections.
 */
export function startRecovery(options: RecoveryOptions): RunningRecovery {
  const recovery = new Recovery(options);
  const running = recovery.run();
  return {
    firstRound: recovery.firstRound,
    async stop() {
      recovery.stop();
      await running;
    },
  };
}

class Recovery {
  readonly firstRound: Promise<void>;
  readonly #options: RecoveryOptions;
  readonly #pool: pg.Pool;
  readonly #stop = new AbortController();
  readonly #threads = new Set<ShipperThread>();
  #hasNamedHeads = false;
  readonly #seenDead = new Map<string, { leaseMs: number; sinceMs: number }>();
  #firstRoundDone: () => void = () => undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#pool = createPool(options.databaseUrl, { max: 1, applicationName: 'tollgate recovery' });
    this.firstRound = new Promise((resolve) => {
      this.#firstRoundDone = resolve;
    });
  }

  async run(): Promise<void> {
    const { roundMs = 10_000, log } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#adoptOrphans();
        await this.#buryDead();
        await this.#nameHeads();
        this.#firstRoundDone();
      } catch (error) {
        if (!this.#stop.signal.aborted) log.warn({ reason: describeError(error) }, 'recovery will be tried again');
      }
      await delay(roundMs, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
    }
    await this.#pool.end();
  }

  stop(): void {
    this.#stop.abort();
    for (const thread of this.#threads) thread.send('stop');
  }

  async #adoptOrphans(): Promise<void> {
    const orphans = await adoptOrphans(this.#options.root);
    try {
      if (orphans.length > 0) await this.#shipWhole(orphans);
      if (this.#stop.signal.aborted) return;
      for (const orphan of orphans) {
        await this.#settleInterrupted(this.#pool, orphan.id);
        await removeJournal(orphan.directory);
        this.#options.log.info({ journal: orphan.id }, 'a journal that was left behind is in the database');
      }
    } finally {
      for (const orphan of orphans) await orphan.lock.release();
    }
  }

  /** In one thread: to make one ready takes ten times as long as to ship what a process leaves that was killed. */
  async #shipWhole(orphans: readonly AdoptedJournal[]): Promise<void> {
    const { databaseUrl, masterKeys, log, reports } = this.#options;
    if (this.#stop.signal.aborted) return;
    const data = {
      databaseUrl,
      masterKeys,
      journals: orphans.map(({ id, directory }) => ({ id, directory })),
      host: hostname(),
      logLevel: log.level,
      follow: null,
    };
    const thread = startShipperThread({ ...data, progress: SharedProgress.create() }, reports);
    this.#threads.add(thread);
    try {
      await thread.ended;
    } finally {
      this.#threads.delete(thread);
    }
  }

  /** Once, after the first round: our chain says how far all others are, those that were just brought home too. */
  async #nameHeads(): Promise<void> {
    if (this.#hasNamedHeads || this.#stop.signal.aborted) return;
    const heads = await selectChainHeads(this.#pool);
    const head = { at: new Date().toISOString(), heads };
    await this.#options.journal.append([{ kind: 'heads', head, content: null }]);
    this.#hasNamedHeads = true;
  }

  async #buryDead(): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      const result = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
      const expired = await findExpiredJournals(client);
      this.#forget(new Set(expired.map(({ id }) => id)));
      for (const { id, leaseUntil } of expired) {
        if (this.#isDead(id, leaseUntil.getTime()) && result.rows[0]?.mine) await this.#settleInterrupted(client, id);
      }
    });
  }

  #isDead(journalId: string, leaseMs: number): boolean {
    if (journalId === this.#options.journal.id) return false;
    const nowMs = performance.now();
    const seen = this.#seenDead.get(journalId);
    if (seen?.leaseMs !== leaseMs) {
      this.#seenDead.set(journalId, { leaseMs, sinceMs: nowMs });
      return false;
    }
    return nowMs - seen.sinceMs >= (this.#options.deadMs ?? leaseSeconds * 1000);
  }

  #forget(stillExpired: ReadonlySet<string>): void {
    for (const id of this.#seenDead.keys()) if (!stillExpired.has(id)) this.#seenDead.delete(id);
  }

  async #settleInterrupted(client: pg.Pool | pg.ClientBase, journalId: string): Promise<void> {
    const settles = await findInterrupted(client, journalId);
    for (let from = 0; from < settles.length; from += appendMax) {
      const heads = settles.slice(from, from + appendMax);
      await this.#options.journal.append(heads.map((head) => ({ kind: 'settle', head, content: null })));
    }
    await closeJournal(client, journalId);
    if (settles.length > 0)
      this.#options.log.warn({ journal: journalId, calls: settles.length }, 'calls were interrupted');
  }
}
