import { detectors } from '../../risk/detectors/index.ts';
import { validators } from '../../risk/validators/index.ts';

/** What a rule may name, by name. */
export function ruleChecks(): { readonly detectors: string[]; readonly validators: string[] } {
  return { detectors: [...detectors.keys()].toSorted(), validators: [...validators.keys()].toSorted() };
}
