import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChainHead } from '../events.ts';
import { selectChainHeads } from '../shipper/heads.queries.ts';
import type { SharedSecrets } from '../vault/vault.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { insertCheckpoint } from './checkpoints.queries.ts';

export interface CheckpointOptions {
  readonly pool: pg.Pool;
  /** The chain of this process, as its own memory has it. */
  readonly journal: {
    readonly id: string;
    readonly head: { readonly sequence: bigint; readonly hash: Uint8Array };
  };
  readonly secrets: () => SharedSecrets | null;
  readonly log: Logger;
  /** Events after which a checkpoint is due, and the time after which it is when anything happened at all. */
  readonly everyEvents?: bigint;
  readonly everyMs?: number;
}

export interface RunningCheckpoints {
  /** Makes a last one, if anything happened since the one before. */
  stop(): Promise<void>;
}

const lookMs = 1000;
/** Those that could not be stored yet. */
const waitingMax = 1000;

/**
 * Signs how far the chains are, now and then and at the end. This process's own chain is told from memory, so nobody
 * who changes the database changes what is signed; the others are told as the database has them, each being told by its
 * own process too. Every checkpoint is in the log at once, to be kept where nobody here can change it.
 */
export function startCheckpoints(options: CheckpointOptions): RunningCheckpoints {
  const { pool, journal, secrets, log, everyEvents = 10_000n, everyMs = 60_000 } = options;
  let last = { sequence: 0n, ms: performance.now() };
  let others: readonly ChainHead[] = [];
  let waiting: Checkpoint[] = [];
  let working: Promise<void> = Promise.resolve();

  const make = async (): Promise<void> => {
    const shared = secrets();
    const { sequence, hash } = journal.head;
    if (!shared || sequence === last.sequence) return store();
    others = await selectChainHeads(pool).catch(() => others);
    const own: ChainHead = {
      journal_id: journal.id,
      sequence: String(sequence),
      hash: Buffer.from(hash).toString('hex'),
    };
    const chains = [...others.filter(({ journal_id }) => journal_id !== journal.id), own];
    const atMs = Date.now();
    const body = { checkpoint: newId('chk', atMs), at: new Date(atMs).toISOString(), chains };
    const checkpoint = signCheckpoint(body, shared.signing.privateKey);
    last = { sequence, ms: performance.now() };
    log.info({ checkpoint: checkpoint.body, signature: checkpoint.signature.toString('base64') }, 'checkpoint');
    waiting = [...waiting, checkpoint].slice(-waitingMax);
    return store();
  };
  const store = async (): Promise<void> => {
    try {
      for (const checkpoint of waiting) {
        await insertCheckpoint(pool, checkpoint);
        waiting = waiting.filter((one) => one !== checkpoint);
      }
    } catch (error) {
      log.warn({ reason: describeError(error), waiting: waiting.length }, 'checkpoints wait for the database');
    }
  };
  const queue = (): Promise<void> => (working = working.then(make));
  const timer = setInterval(() => {
    const events = journal.head.sequence - last.sequence;
    const isDue = events >= everyEvents || (events > 0n && performance.now() - last.ms >= everyMs);
    if (isDue || waiting.length > 0) void queue();
  }, lookMs).unref();

  return {
    async stop() {
      clearInterval(timer);
      await queue();
    },
  };
}
