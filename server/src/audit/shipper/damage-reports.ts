import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import type { EventDraft } from '../events.ts';
import type { Journal } from '../journal/journal.ts';
import type { Damage } from '../journal/reader.ts';

export interface DamageReports {
  /** Events of a journal were lost to its disk: enters that into the journal of this process. */
  damaged(damage: Damage): void;
  /** An event does not go on from the one before it. What is shipped shows it; here it is counted. */
  broken(journalId: string, sequence: bigint): void;
  /** An event was not taken by the tables and is kept aside in the database. */
  rejected(): void;
  /** How many ranges of events were found lost since the start. */
  readonly damagedRanges: number;
  /** How often a chain was found broken since the start. */
  readonly brokenChains: number;
  /** How many events were kept aside since the start. */
  readonly rejectedEvents: number;
  /** What an administrator should look at. */
  notices(): string[];
  stop(): Promise<void>;
}

export interface DamageReportsOptions {
  readonly journal: Pick<Journal, 'id' | 'append'>;
  /**
   * What the journal of this process must not be without (its data keys): entered anew when the journal lost something,
   * as when the database was set back to a time before it.
   */
  readonly indispensable: () => readonly EventDraft[];
  /** How many files lay in the quarantine folder at the start. */
  readonly quarantinedFiles: number;
  readonly log: Logger;
  readonly retryMs?: number;
}

/**
 * What shippers find lost, broken or refused. A range counts once, however often a journal is read; its event is tried until the
 * journal takes it.
 */
export function createDamageReports(options: DamageReportsOptions): DamageReports {
  const { journal, indispensable, quarantinedFiles, log, retryMs = 5000 } = options;
  const ranges = new Set<string>();
  const breaks = new Set<string>();
  const stopping = new AbortController();
  let rejections = 0;
  let appended = Promise.resolve();

  async function enter({ journalId, from, upto, reason }: Damage): Promise<void> {
    const at = new Date().toISOString();
    const head = { at, journal_id: journalId, from: String(from), upto: String(upto), reason };
    const again = journalId === journal.id ? indispensable() : [];
    while (!stopping.signal.aborted) {
      try {
        return await journal.append([{ kind: 'damage', head, content: null }, ...again]);
      } catch (error) {
        log.warn({ reason: describeError(error) }, 'that events were lost could not be recorded yet');
      }
      await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    damaged(damage) {
      const range = `${damage.journalId} ${damage.from}-${damage.upto}`;
      if (ranges.has(range)) return;
      ranges.add(range);
      appended = appended.then(() => enter(damage));
    },
    broken(journalId, sequence) {
      breaks.add(`${journalId} ${sequence}`);
    },
    rejected() {
      rejections += 1;
    },
    get damagedRanges() {
      return ranges.size;
    },
    get brokenChains() {
      return breaks.size;
    },
    get rejectedEvents() {
      return rejections;
    },
    notices() {
      const notices: string[] = [];
      const say = (count: number, one: string, more: string): void => {
        if (count > 0) notices.push(count === 1 ? one : `${count} ${more}`);
      };
      say(ranges.size, 'a range of events was lost to a damaged disk', 'ranges of events were lost to a damaged disk');
      say(breaks.size, 'a chain of events is broken', 'chains of events are broken');
      say(rejections, 'an event is kept in rejected_events', 'events are kept in rejected_events');
      say(
        quarantinedFiles,
        'a damaged part of a journal lies in the quarantine folder',
        'damaged parts of journals lie in the quarantine folder',
      );
      return notices;
    },
    async stop() {
      stopping.abort();
      await appended;
    },
  };
}
