import { Name } from '../../components/figures.tsx';
import { useRuleCalled } from './use-rule-called.ts';

/** A rule of which only its id is told, by its name. */
export function RuleOfId({ rule }: { readonly rule: string }) {
  return <Name>{useRuleCalled()(rule)}</Name>;
}
