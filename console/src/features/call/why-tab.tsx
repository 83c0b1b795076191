import { Found } from '../../components/call/found.tsx';
import { Held } from '../../components/call/held.tsx';
import type { Content } from '../../components/call/use-content.ts';
import { Why } from '../../components/call/why.tsx';
import type { Call } from '../../lib/call-query.ts';
import { Told } from './told.tsx';
import { HitActions } from './verdicts.tsx';
import classes from './call-page.module.css';

export function WhyTab({ call, content }: { readonly call: Call; readonly content: Content }) {
  return (
    <div className={classes.pair}>
      <div className={classes.column}>
        <Why call={call} />
        <Held call={call} />
        <Told call={call} content={content} />
      </div>
      <Found call={call} actions={(hit, index) => <HitActions requestId={call.request_id} hit={hit} index={index} />} />
    </div>
  );
}
