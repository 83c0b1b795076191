import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/chip.tsx';
import { CountLink } from '../../../components/figures.tsx';
import { DecisionWord } from '../../../components/words.tsx';
import { callAt, callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import { RuleOfId } from '../rule-of-id.tsx';
import { type Backtest, changedCalls } from './backtest-data.ts';
import classes from './backtest.module.css';

interface ComparedProps {
  readonly backtest: Backtest;
}

type Outcome = NonNullable<Backtest['result']>['decisions'][number]['after'];

function OutcomeWord({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation('risk');
  return outcome === 'refused' ? (
    <Chip tone="caller">{t('backtest.refused')}</Chip>
  ) : (
    <DecisionWord decision={outcome} />
  );
}

/** Decisions before and after, the changed ones first. */
export function ComparedDecisions({ backtest }: ComparedProps) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const { request, progress } = backtest;
  const changed = changedCalls(backtest);
  const rows = (backtest.result?.decisions ?? []).toSorted(
    (a, b) => Number(a.before === a.after) - Number(b.before === b.after) || b.calls - a.calls,
  );
  return (
    <section className={classes.part}>
      <h2>{t('backtest.changed', { count: changed, all: format.count(progress.calls_compared) })}</h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('backtest.decisions')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('history.before')}</th>
              <th scope="col">{t('history.after')}</th>
              <th scope="col" data-align="end">
                {t('held.calls')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ before, after, calls }) => (
              <tr key={`${before} ${after}`} data-changed={before !== after}>
                <td>
                  <CountLink {...callsOf({ decision: before, from: request.from, to: request.to })}>
                    <DecisionWord decision={before} />
                  </CountLink>
                </td>
                <td>
                  <OutcomeWord outcome={after} />
                </td>
                <td data-align="end">{format.count(calls)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Each rule before and after, with samples of what it would find or lose, masked. */
export function ComparedRules({ backtest: { request, result } }: ComparedProps) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const rules = (result?.rules ?? []).toSorted(
    (a, b) => Math.abs(b.hits_after - b.hits_before) - Math.abs(a.hits_after - a.hits_before),
  );
  if (rules.length === 0) return null;
  return (
    <section className={classes.part}>
      <h2>{t('backtest.byRule')}</h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('backtest.byRule')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('column.rule')}</th>
              <th scope="col" data-align="end">
                {t('backtest.callsBefore')}
              </th>
              <th scope="col" data-align="end">
                {t('backtest.callsAfter')}
              </th>
              <th scope="col" data-align="end">
                {t('backtest.hitsBefore')}
              </th>
              <th scope="col" data-align="end">
                {t('backtest.hitsAfter')}
              </th>
              <th scope="col">{t('backtest.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((one) => (
              <tr key={one.rule} data-changed={one.hits_before !== one.hits_after || one.changed.length > 0}>
                <th scope="row">
                  <Link to="/risk/rules" search={{ rule: one.rule }}>
                    <RuleOfId rule={one.rule} />
                  </Link>
                </th>
                <td data-align="end">
                  <CountLink {...callsOf({ rule: one.rule, from: request.from, to: request.to })}>
                    {format.count(one.calls_before)}
                  </CountLink>
                </td>
                <td data-align="end">{format.count(one.calls_after)}</td>
                <td data-align="end">{format.count(one.hits_before)}</td>
                <td data-align="end">{format.count(one.hits_after)}</td>
                <td>
                  {one.samples.length === 0 && '–'}
                  <ul className={classes.samples}>
                    {one.samples.map(({ request_id, place, start, sample, change }) => (
                      <li key={`${request_id} ${place} ${start}`}>
                        <Text component="span" size="xs" c="dimmed">
                          {t(`backtest.sample.${change}`)}
                        </Text>{' '}
                        <CountLink {...callAt(request_id)} label={t('backtest.sampleCall', { sample, place })}>
                          <code>{sample}</code>
                        </CountLink>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
