import { createHash } from 'node:crypto';
import type { Rule } from '@tollgate/contract';
import { arePlaceholdersFindings } from './validators/placeholders.ts';
import type { FingerprintSets } from './fingerprints/fingerprint-set.ts';

/** Raised whenever the engine, a detector or a validator starts to find something else in the same text. */
const engineVersion = 2;

/**
 * The name of a rule set: SHA-256 (lower-case hex) over the rules in their order, the values of the sets that they name,
 * and the engine's version.
 */
export function hashRules(rules: readonly Rule[], sets?: FingerprintSets): string {
  const canonical = rules.map((rule) => Object.entries(rule).sort(([one], [other]) => (one < other ? -1 : 1)));
  const digests = rules.flatMap(({ fingerprints: set }) => (set === undefined ? [] : [sets?.get(set)?.digest ?? '']));
  const flags = arePlaceholdersFindings() ? ['with placeholders'] : [];
  return createHash('sha256')
    .update(JSON.stringify([engineVersion, canonical, ...(digests.length > 0 ? [digests] : []), ...flags]))
    .digest('hex');
}
