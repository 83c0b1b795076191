import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Who } from '../risk/audience.ts';
import type { Findings, Found, RuleSet, RuleSources, ScanText } from '../risk/rule-set.ts';

/** Scans requests: here, or in a thread when there is much to look at. */
export interface Scanning {
  /** @throws when a rule cannot be evaluated, or takes longer than it may: the caller must refuse the call */
  scan(rules: RuleSet, texts: readonly ScanText[], who?: Who): Findings | Promise<Findings>;
  stop(): Promise<void>;
}

/** What the thread is asked: the texts, and the rules with their name, since they are compiled once. */
export interface ScanTask {
  readonly hash: string;
  readonly sources: RuleSources;
  readonly countsPlaceholders: boolean;
  readonly texts: readonly ScanText[];
}

export interface ScanningOptions {
  /** The module whose `scanInThread` takes a `ScanTask` and gives `Found`. */
  readonly thread: URL;
  /** Requests with more new text than this (UTF-16 code units) are scanned in a thread. */
  readonly hereMax?: number;
  readonly countsPlaceholders?: boolean;
  /** After so long a scan is given up. */
  readonly timeMaxMs?: number;
}

const idleMs = 60_000;

export function createScanning(options: ScanningOptions): Scanning {
  const { thread, hereMax = 262_144, timeMaxMs = 10_000, countsPlaceholders = false } = options;
  let threads: Piscina<ScanTask, Found> | null = null;

  const findInThread = async (rules: RuleSet, texts: readonly ScanText[]): Promise<Found> => {
    threads ??= new Piscina({
      filename: thread.href,
      minThreads: 0,
      maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
      idleTimeout: idleMs,
      execArgv: [],
    });
    // Whoever waits for a scan learns of it too; an error event that nobody hears would end the process.
    threads.on('error', () => undefined);
    const plain = texts.map(({ scope, value, joins }) => ({ place: '', scope, value, ...(joins && { joins }) }));
    // Given up means that the thread is ended: what it does cannot be stopped otherwise.
    const signal = AbortSignal.timeout(timeMaxMs);
    return threads.run(
      { hash: rules.hash, sources: rules.sources, countsPlaceholders, texts: plain },
      { signal, name: 'scanInThread' },
    );
  };

  return {
    scan(rules, texts, who) {
      if (!isLarge(rules, texts, hereMax)) return rules.scan(texts, who);
      return findInThread(rules, texts).then((found) => {
        rules.learn(texts, found);
        return rules.conclude(texts, found, who);
      });
    },
    stop: async () => threads?.destroy(),
  };
}

/** Hashing tells what is new, which is only worth it when the whole is large. */
function isLarge(rules: RuleSet, texts: readonly ScanText[], hereMax: number): boolean {
  const whole = texts.reduce((sum, { value }) => sum + value.length, 0);
  return whole > hereMax && rules.unseen(texts) > hereMax;
}
