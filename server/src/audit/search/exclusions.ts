import type { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { findInstanceIds, findProviderIds, findUserIds } from './names.queries.ts';

type NoneOf = readonly string[] | undefined;

/** Calls of which none of these is true; one that has no such thing at all is not left out. */
export interface Exclusions {
  readonly not_user?: NoneOf;
  readonly not_instance?: NoneOf;
  readonly not_model?: NoneOf;
  readonly not_provider?: NoneOf;
  readonly not_route?: NoneOf;
  readonly not_status?: NoneOf;
  readonly not_decision?: NoneOf;
  readonly not_rule?: NoneOf;
}

/**
 * Adds what a filter leaves out. `is not true` keeps what is null, and is looked at row by row: no index is chosen for
 * it, so the calls are found by what else there is, in the order of time at the least.
 */
export async function addExclusions(database: Queryable, filter: Exclusions, conditions: Conditions): Promise<void> {
  const exclude = (column: string, values: NoneOf): void => {
    if (values) conditions.add(`(call.${column} = any(?)) is not true`, values);
  };
  if (filter.not_user) exclude('user_id', await findUserIds(database, filter.not_user));
  if (filter.not_instance) exclude('instance_id', await findInstanceIds(database, filter.not_instance));
  if (filter.not_provider) exclude('provider_id', await findProviderIds(database, filter.not_provider));
  exclude('final_model', filter.not_model);
  exclude('route', filter.not_route);
  exclude('status', filter.not_status);
  exclude('decision', filter.not_decision);
  if (filter.not_rule) {
    const { not_rule: rules } = filter;
    conditions.add('(call.rules && ?::text[] or call.answer_rules && ?::text[]) is not true', rules, rules);
  }
}
