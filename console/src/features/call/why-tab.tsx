import { Found } from '../../components/call/found.tsx';
import { Why } from '../../components/call/why.tsx';
import type { Call } from '../../lib/call-query.ts';
import classes from './call-page.module.css';

export function WhyTab({ call }: { readonly call: Call }) {
  return (
    <div className={classes.pair}>
      <Why call={call} />
      <Found call={call} />
    </div>
  );
}
