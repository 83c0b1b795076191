import { setImmediate } from 'node:timers/promises';
import { collectFingerprints, type Collected, TooManyValues } from '../../risk/fingerprints/collect.ts';
import { fingerprintKeys } from '../../risk/fingerprints/keys.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { invalid } from '../refuse.ts';
import type { FingerprintStore } from './fingerprint-store.ts';

/**
 * The fingerprints of these values. Calls are answered in between: a million values take a few seconds.
 * @throws AdministrationRefusal while the secret is not known, and for too many values
 */
export async function fingerprintsOf(
  { secret }: FingerprintStore,
  id: string,
  values: Iterable<string>,
): Promise<Collected> {
  if (!secret) {
    throw new AdministrationRefusal('unavailable', 'The database has not given the shared secret yet. Try again.');
  }
  const work = collectFingerprints(id, fingerprintKeys(secret, id), values);
  try {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await setImmediate();
    }
  } catch (error) {
    if (error instanceof TooManyValues) throw invalid('', error.message);
    throw error;
  }
}
