import { createHash } from 'node:crypto';
import type { Rule } from '@tollgate/contract';

/** Raised whenever the engine, a detector or a validator starts to find something else in the same text. */
const engineVersion = 2;

/** SHA-256 (lower-case hex) over the rules in their order and the engine's version: the name of a rule set. */
export function hashRules(rules: readonly Rule[]): string {
  const canonical = rules.map((rule) => Object.entries(rule).sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash('sha256')
    .update(JSON.stringify([engineVersion, canonical]))
    .digest('hex');
}
