import { Piscina } from 'piscina';
import { roughTokens } from '../cost/tokens/rule-of-thumb.ts';
import { sampleTexts, scaledUp } from '../cost/tokens/sample-texts.ts';
import { type Encoding, tokenizerOf } from '../cost/tokens/tokenizer-of.ts';

/** Counts tokens that no provider counts. */
export interface TokenCounting {
  /**
   * Tokens of each list of texts, as the model's tokenizer, or the nearest public one, counts them. Never fails: what
   * the thread cannot tell in time is counted by rule of thumb.
   * @param model the provider's name of it
   */
  count(model: string, lists: readonly (readonly string[])[]): Promise<number[]>;
  stop(): Promise<void>;
}

/** What the thread is asked. */
export interface CountTask {
  readonly encoding: Encoding;
  readonly lists: readonly (readonly string[])[];
}

export interface TokenCountingOptions {
  /** The module whose `countInThread` takes a `CountTask`. */
  readonly thread: URL;
  /** Of each list, so many UTF-16 code units are counted one by one; the rest is taken to be alike. */
  readonly sampledMax?: number;
  /** A caller's last words wait for the count: after so long they do no more. */
  readonly timeMaxMs?: number;
}

const idleMs = 60_000;
/** So many counts may wait for the thread; more are made by rule of thumb. */
const waitingMax = 64;

/** The thread is made when it is first needed, and ends when it has had nothing to do for a minute. */
export function createTokenCounting(options: TokenCountingOptions): TokenCounting {
  const { thread, sampledMax = 262_144, timeMaxMs = 2000 } = options;
  let threads: Piscina<CountTask, number[]> | null = null;

  const countInThread = (task: CountTask): Promise<number[]> => {
    threads ??= makeThreads(thread);
    return threads.run(task, { name: 'countInThread' });
  };

  return {
    async count(model, lists) {
      if (lists.every((texts) => texts.every((text) => text === ''))) return lists.map(() => 0);
      const { encoding, perHundred } = tokenizerOf(model);
      const samples = lists.map((texts) => sampleTexts(texts, sampledMax));
      const pieces = samples.map((sample) => sample.pieces);
      const task = { encoding, lists: pieces };
      // What comes too late is not ended: the next count finds the encoding loaded.
      const counted = await within(timeMaxMs, countInThread(task)).catch(() => pieces.map(roughly));
      return samples.map((sample, index) => Math.ceil((scaledUp(sample, counted[index] ?? 0) * perHundred) / 100));
    },
    stop: async () => threads?.destroy(),
  };
}

function makeThreads({ href: filename }: URL): Piscina<CountTask, number[]> {
  const threads = new Piscina<CountTask, number[]>({
    filename,
    minThreads: 0,
    maxThreads: 1,
    maxQueue: waitingMax,
    idleTimeout: idleMs,
    execArgv: [],
  });
  // Whoever waits for a count learns of it too; an error event that nobody hears would end the process.
  return threads.on('error', () => undefined);
}

/** @throws when it takes longer */
function within<Value>(timeMs: number, value: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<Value>();
  const timer = setTimeout(() => reject(new Error('too late')), timeMs);
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}

function roughly(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + roughTokens(piece), 0);
}
