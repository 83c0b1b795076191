import { useRuleNames } from '../lib/rule-names.ts';
import { Name } from './figures.tsx';

/** A rule by its name in the reader's language. */
export function RuleName({
  of: { rule, display_name },
}: {
  readonly of: { readonly rule: string; readonly display_name: string };
}) {
  return <Name>{useRuleNames().nameOf(rule, display_name)}</Name>;
}
