import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** Long proofs have a short form for each push, and the full one for `npm run proof`. */
export const isShort = process.env['TOLLGATE_PROOF'] === 'short';

/** Where the random runs of this process begin; `TOLLGATE_PROOF_SEED` repeats an earlier one. */
export const seed = Number(process.env['TOLLGATE_PROOF_SEED'] ?? randomInt(2 ** 31));

const roundMs = 1000;
/** However slow the machine is, so many values are tried: what a proof expects to have met does not hang on its speed. */
const triesMin = 300;

/**
 * Tries a property on new random values until the time is up and enough were tried, in rounds of a second, each with a
 * seed of its own (which a failure names), so that the process can breathe in between.
 * @returns how many values were tried
 */
export async function forSeconds(seconds: number, property: fc.IRawProperty<unknown>): Promise<number> {
  let tried = 0;
  const deadline = Date.now() + seconds * 1000;
  for (let round = 0; Date.now() < deadline || tried < triesMin; round++) {
    const details = await fc.check(property, {
      seed: seed + round,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: Math.max(100, Math.min(roundMs, deadline - Date.now())),
    });
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    tried += details.numRuns;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return tried;
}
