import { useQuery } from '@tanstack/react-query';
import { useRuleNames } from '../../lib/rule-names.ts';
import { rulesQuery } from './data.ts';

/** What a rule is called of which only its id is told: by its id where there is no such rule any more. */
export function useRuleCalled(): (rule: string) => string {
  const rules = useQuery(rulesQuery);
  const { nameOf } = useRuleNames();
  return (rule) => nameOf(rule, rules.data?.find(({ id }) => id === rule)?.display_name ?? rule);
}
