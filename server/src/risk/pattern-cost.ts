import type { FindSpans } from './engine/linear-regex.ts';

/** Enough to tell a pattern that goes over the rest of the text at each step. */
const attackLength = 20_000;
/** Of `attackLength`; most patterns take less than 0.3 ms. */
const timeMaxMs = 10;
/** From here on it counts how the time grows: twice the text takes a linear pattern twice as long. */
const noticeableMs = 4;
const growthMax = 3;
/** What it takes to tell a match, which says nothing of the search: it is left out. */
const matchMs = 0.006;
/** The shortest of so many runs counts: the first one pays for what the engine makes ready. */
const runsMax = 4;

/**
 * Whether a pattern takes too long on some long text of what it is itself made of: more than 10 ms for 20,000 characters,
 * or time that grows faster than the text. The engine is linear for one search; a search for each match is not, when each
 * goes on to the end of the text.
 *
 * @param pieces texts that it finds something in
 */
export function isTooCostly(pattern: string, find: FindSpans, pieces: readonly string[]): boolean {
  return attacksOn(pattern, pieces).some((text) => {
    const wholeMs = searchMs(find, text, noticeableMs);
    if (wholeMs < noticeableMs) return false;
    const halfMs = searchMs(find, text.slice(0, attackLength / 2), 0);
    return wholeMs > timeMaxMs || wholeMs > growthMax * halfMs;
  });
}

/** Of this thread's own work: a busy machine does not make a pattern costly. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** @param enoughMs a run that takes less is not repeated */
function searchMs(find: FindSpans, text: string, enoughMs: number): number {
  let bestMs = Infinity;
  for (let run = 0; run < runsMax && bestMs >= enoughMs; run++) {
    let matches = 0;
    const startedAtMs = threadMs();
    find(text, () => matches++);
    bestMs = Math.min(bestMs, Math.max(0.01, threadMs() - startedAtMs - matches * matchMs));
  }
  return bestMs;
}

function attacksOn(pattern: string, examples: readonly string[]): string[] {
  const characters = pattern.replace(/\\[a-zA-Z]/g, '').replace(/[^\p{L}\p{N} @:/=-]/gu, '');
  const letters = [...new Set(characters)].slice(0, 12);
  const pieces = new Set([...letters, 'a', 'A', '0', ' ', '\n', 'aB3 ', letters.join(''), ...examples]);
  return [...pieces]
    .filter((piece) => piece !== '')
    .map((piece) => piece.repeat(Math.ceil(attackLength / piece.length)).slice(0, attackLength));
}
