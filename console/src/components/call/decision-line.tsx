import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { Money, Name } from '../figures.tsx';
import { DecisionWord, RouteWord, StatusWord } from '../words.tsx';
import classes from './call.module.css';

/** `gpt-5 → qwen-secure`: what was asked for, and what it became. */
export function Models({ call }: { readonly call: Call }) {
  const { requested_model: asked, final_model: final } = call;
  return (
    <span className={classes.models}>
      <Name>{asked}</Name>
      {final !== null && final.toLowerCase() !== asked?.toLowerCase() && (
        <>
          {' → '}
          <Name>{final}</Name>
        </>
      )}
    </span>
  );
}

/** A cost in one word: what it is of, and how sure. */
export function CallCost({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const { cost, usage } = call;
  if (cost === null) return <span>–</span>;
  return (
    <span>
      <Money amount={cost.amount} currency={cost.currency} />{' '}
      <span className={classes.dim}>
        {t(cost.kind === 'internal_cost' ? 'cost.internal' : 'cost.estimated')}
        {usage?.estimated && ` · ${t('cost.estimatedUsage')}`}
      </span>
    </span>
  );
}

/** The outcome of a call in one line. */
export function DecisionLine({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  return (
    <div className={classes.line}>
      <DecisionWord decision={call.decision} />
      {call.route !== null && <RouteWord route={call.route} />}
      <Models call={call} />
      <span className={classes.line}>
        {!(call.decision === 'blocked' && call.status === 'blocked') && <StatusWord status={call.status} />}
        {call.http_status !== null && <span className={classes.figure}>{call.http_status}</span>}
        {call.error_code !== null && <code>{call.error_code}</code>}
      </span>
      {call.usage && <span>{t('tokens', { count: call.usage.total, told: format.count(call.usage.total) })}</span>}
      {(call.cost !== null || call.usage !== null) && <CallCost call={call} />}
      {call.policy_version !== null && (
        <span className={classes.dim}>{t('policy', { version: call.policy_version })}</span>
      )}
    </div>
  );
}
