import { Tokens } from '../../components/call/tokens.tsx';
import type { Call } from '../../lib/call-query.ts';

export function CostTab({ call }: { readonly call: Call }) {
  return <Tokens call={call} />;
}
