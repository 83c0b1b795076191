import { selectCustomRules, selectRuleOverrides } from '../../../catalog/rules.queries.ts';
import { Document } from 'yaml';
import type { Queryable } from '../../../database/queryable.ts';
import type { Rule } from '@tollgate/contract';

/**
 * The rules of the company's own and what is changed on built-in ones, as the `rules` of a gateway.yaml: what an import
 * takes. Sets of fingerprints are named and not in it.
 */
export async function exportRules(database: Queryable): Promise<string> {
  const overrides = (await selectRuleOverrides(database)).map(({ definition }) => definition);
  const custom = (await selectCustomRules(database)).map(({ definition }) => withoutDefaults(definition));
  const document = new Document({ rules: [...overrides, ...custom] });
  document.commentBefore = ' Risk rules of Tollgate: put them under `rules` of a gateway.yaml, or import them.';
  return document.toString({ lineWidth: 120 });
}

/** What a rule says anyway when it is left out. */
function withoutDefaults({ description, is_enabled, position, direction, examples, ...rule }: Rule): object {
  return {
    ...rule,
    ...(description !== '' && { description }),
    ...(!is_enabled && { is_enabled }),
    ...(position !== 0 && { position }),
    ...(direction !== 'request' && { direction }),
    ...((examples.match.length > 0 || examples.no_match.length > 0) && { examples }),
  };
}
