import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './call.module.css';

type Stage = 'received' | 'scanned' | 'recorded' | 'waiting' | 'answering' | 'answered' | 'running';

interface Step {
  readonly stage: Stage;
  readonly ms: number;
}

/** Where the time of a call went. All times count from its first byte; what was not reached, as a provider by a blocked call, is absent. */
export function journeyOf({ timings_ms: { queue, scan, record, first_token: first, total }, attempts }: Call): Step[] {
  const steps: Step[] = [];
  const add = (stage: Stage, ms: number | null): void => {
    if (ms !== null) steps.push({ stage, ms: Math.max(0, ms) });
  };
  add('received', queue);
  add('scanned', scan);
  add('recorded', record);
  const gateway = (queue ?? 0) + (scan ?? 0) + (record ?? 0);
  if (first !== null) {
    add('waiting', first - gateway);
    add('answering', total === null ? null : total - first);
  } else if (total !== null) add(attempts.length > 0 ? 'answered' : 'recorded', total - gateway);
  const last = steps.at(-1);
  // What follows the record without a provider is the record's own: one step, not two of one name.
  if (last !== undefined && steps.at(-2)?.stage === last.stage) {
    steps.splice(-2, 2, { stage: last.stage, ms: last.ms + (steps.at(-2)?.ms ?? 0) });
  }
  return steps;
}

/** A call's way as a line of time. Short steps keep a width in which they can be read, so widths are told apart by figures. */
export function Journey({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const steps = journeyOf(call);
  const isProvider = (stage: Stage): boolean => stage === 'waiting' || stage === 'answering' || stage === 'answered';
  return (
    <section className={classes.section} aria-label={t('journey.title')}>
      <h3 className={classes.heading}>
        {t('journey.title')} <span className={classes.dim}>{format.duration(call.timings_ms.total)}</span>
      </h3>
      <ol className={classes.journey}>
        {steps.map(({ stage, ms }) => (
          <li
            key={stage}
            className={classes.step}
            data-provider={isProvider(stage) || undefined}
            data-stage={stage}
            style={{ flexGrow: Math.max(1, ms) }}
          >
            <span>{t(`journey.${stage}`)}</span>
            <b>{format.duration(ms)}</b>
          </li>
        ))}
        {call.status === 'open' && (
          <li className={classes.step} data-stage="running">
            <span>{t('journey.running')}</span>
          </li>
        )}
      </ol>
      {call.attempts.length > 1 && (
        <ul className={classes.attempts}>
          {call.attempts.map(({ number, http_status, error, at }) => (
            <li key={number}>
              {t('journey.attempt', { number, at: format.time(at), outcome: http_status ?? error ?? '–' })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
