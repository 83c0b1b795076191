import type { Call } from '../../lib/call-query.ts';
import { DecisionLine } from './decision-line.tsx';
import { Found } from './found.tsx';
import { Journey } from './journey.tsx';
import { Tokens } from './tokens.tsx';
import { Why } from './why.tsx';

/** One call in short: its outcome, its way, why, what was found, what it took. Holds nothing of its text. */
export function CallSummary({ call }: { readonly call: Call }) {
  return (
    <>
      <DecisionLine call={call} />
      <Journey call={call} />
      <Found call={call} most={8} />
      <Why call={call} />
      <Tokens call={call} />
    </>
  );
}
