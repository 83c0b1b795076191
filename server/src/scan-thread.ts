import { compileRules } from './risk/compile.ts';
import type { ScanTask } from './journey/scanning.ts';
import type { Found, RuleSet } from './risk/rule-set.ts';
import { countPlaceholders } from './risk/validators/placeholders.ts';

let compiled: RuleSet | null = null;

/**
 * The thread in which large requests are scanned, so that one of 30 MB does not hold up the others.
 * @throws when a rule cannot be evaluated
 */
export function scanInThread({ hash, sources, countsPlaceholders, texts }: ScanTask): Found {
  countPlaceholders(countsPlaceholders);
  if (compiled?.hash !== hash) compiled = compileRules(sources);
  return compiled.find(texts);
}
