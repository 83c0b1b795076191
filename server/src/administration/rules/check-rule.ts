import type { Rule } from '@tollgate/contract';
import { InvalidRule } from '../../risk/invalid-rule.ts';
import { validateRule } from '../../risk/validate-rule.ts';
import { AdministrationRefusal } from '../refusal.ts';

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
    throw refusalOfRule(error, path);
  }
}

function refusalOfRule(error: InvalidRule, path: string): AdministrationRefusal {
  const { field, told: message, position, hint } = error;
  const problem = {
    field: `${path}${field}`,
    message,
    ...(position !== null && { position }),
    ...(hint !== null && { hint }),
  };
  return new AdministrationRefusal('invalid', 'The input is not valid.', [problem], { cause: error });
}
