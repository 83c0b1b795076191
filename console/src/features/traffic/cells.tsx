import { useTranslation } from 'react-i18next';
import { Money, Name, Time } from '../../components/figures.tsx';
import { DecisionWord, StatusWord } from '../../components/words.tsx';
import { useFormat } from '../../lib/format.ts';
import type { Call } from '../../lib/call-query.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import classes from './traffic.module.css';

/** Who called, in short: the person's address up to the `@`, and their instance. */
export function WhoCalled({ call: { user, instance, key } }: { readonly call: Call }) {
  const { t } = useTranslation('traffic');
  if (user === null) return <span title={key?.prefix}>{t('stranger')}</span>;
  const [short] = user.email.split('@');
  return (
    <bdi title={[user.email, instance?.name].filter(Boolean).join(' · ')}>
      {short}
      {instance && <span className={classes.quiet}> · {instance.name}</span>}
    </bdi>
  );
}

/** `auto → gpt-5`: what was asked for and what it became, or the one name that both are. */
export function ModelsOf({ call: { requested_model: asked, final_model: final } }: { readonly call: Call }) {
  if (asked === null || final === null || asked === final) return <Name>{final ?? asked}</Name>;
  return (
    <span title={`${asked} → ${final}`}>
      <bdi className={classes.quiet}>{asked}</bdi> → <bdi>{final}</bdi>
    </span>
  );
}

/** What became of a call: its decision, and its end where that is not the usual one. */
export function OutcomeOf({ call: { decision, status, error_code: code } }: { readonly call: Call }) {
  const isUsual = status === 'completed' || status === 'blocked';
  return (
    <span title={code ?? undefined}>
      {decision !== null && (isUsual || decision !== 'passed') && <DecisionWord decision={decision} />}
      {!isUsual && <StatusWord status={status} />}
    </span>
  );
}

/** The first rule that found something, and how many others did. */
export function FoundIn({ call: { hits } }: { readonly call: Call }) {
  const { nameOf } = useRuleNames();
  const rules = [...new Set(hits.map(({ rule }) => rule))];
  const [first] = rules;
  if (first === undefined) return null;
  const names = rules.map((rule) => nameOf(rule, hits.find((hit) => hit.rule === rule)?.display_name ?? rule));
  return (
    <span className={classes.found} title={names.join('\n')}>
      <span className={classes.cut}>{first}</span>
      {rules.length > 1 && <span className={classes.quiet}>+{rules.length - 1}</span>}
    </span>
  );
}

/** A call in two lines, for narrow screens. */
export function CallItem({ call }: { readonly call: Call }) {
  const format = useFormat();
  const { at, cost, timings_ms: timings } = call;
  return (
    <div className={classes.item}>
      <div className={classes.line}>
        <Time at={at} />
        <span className={classes.cut}>
          <WhoCalled call={call} />
        </span>
        <span className={classes.end}>
          <OutcomeOf call={call} />
        </span>
      </div>
      <div className={classes.line}>
        <span className={classes.cut}>
          <ModelsOf call={call} />
        </span>
        <span className={classes.end}>
          <Money amount={cost?.amount} currency={cost?.currency} /> · {format.duration(timings.total)}
        </span>
      </div>
    </div>
  );
}
