import type { Rule } from '@tollgate/contract';
import { InvalidRule } from '../../risk/invalid-rule.ts';
import { validateRule } from '../../risk/validate-rule.ts';
import { invalid } from '../refuse.ts';

/**
 * Whether a rule of the company's own may be saved: it compiles, its examples hold, it is not too costly.
 * @param path where the rule stands in the input, such as `rules[2].`
 * @throws AdministrationRefusal with the field, and the place in it where that is known
 */
export function checkRule(rule: Rule, path = ''): void {
  try {
    validateRule(rule);
  } catch (error) {
    if (!(error instanceof InvalidRule)) throw error;
    const place = error.position === null ? '' : ` (at character ${error.position + 1})`;
    throw invalid(`${path}${error.field}`, `${error.reason}${place}`);
  }
}
