import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { explained, explainedAsk } from './explained.ts';
import classes from './call.module.css';

/** One step of a decision in the reader's language; words that the console does not know stand as recorded. */
export function useStepText(): (line: string) => string {
  const { t } = useTranslation('call');
  const common = useTranslation().t;
  const format = useFormat();
  return (line) => {
    const step = explained(line);
    if ('words' in step) return step.words;
    const { values } = step;
    const told: Record<string, string | number> = { ...values };
    for (const name of ['texts', 'characters', 'hits', 'findings']) {
      if (name in values) told[name] = format.count(Number(values[name]));
    }
    if (values['grant'] === 'everyone') told['grant'] = t('everyone');
    if (values['action'])
      told['action'] = common(`action.${values['action'] as 'allow' | 'redact' | 'route_secure_model' | 'block'}`);
    const why = String(values['why'] ?? '');
    told['reason'] = why === '' ? '' : t('step.reason', { why });
    const ask = 'asks' in values ? explainedAsk(String(values['asks'])) : null;
    if (ask) {
      const { until, why: because = '' } = ask.values;
      const reason = because === '' ? '' : t('step.reason', { why: because });
      told['asks'] = t(ask.key, { ...ask.values, reason, until: until === undefined ? '' : format.minute(until) });
    }
    return t(step.key, told);
  };
}

/** The decision as a numbered argument. */
export function Why({ call, title = true }: { readonly call: Call; readonly title?: boolean }) {
  const { t } = useTranslation('call');
  const tell = useStepText();
  return (
    <section className={classes.section} aria-label={t('why.title')}>
      {title && <h3 className={classes.heading}>{t('why.title')}</h3>}
      {call.explanation.length === 0 ? (
        <p className={classes.dim}>{t('why.none')}</p>
      ) : (
        <ol className={classes.why}>
          {call.explanation.map((line) => (
            <li key={line}>
              <bdi>{tell(line)}</bdi>
            </li>
          ))}
        </ol>
      )}
      {call.error_detail !== null && (
        <p className={classes.dim}>
          {t('why.detail')} <bdi>{call.error_detail}</bdi>
        </p>
      )}
    </section>
  );
}
