import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SidePanel } from '../../../components/side-panel.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callsOf } from '../../../lib/calls.ts';
import { shareOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import classes from './budgets.module.css';
import { BurnDown } from './burn-down.tsx';
import { paceOf } from './pace.ts';
import { type Budget, fullest, type Usage, usageQuery } from './queries.ts';
import { useSentence } from './sentence.ts';
import { Measured, Used } from './used.tsx';
import { answerOf, useWhose } from './whose.ts';

export interface BudgetPanelProps {
  readonly budget: Budget;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** One budget: how far it is, where that leads, who was told, and the periods before. */
export function BudgetPanel({ budget, onEdit, onClose }: BudgetPanelProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change') && !budget.managed_by_file;
  const client = useQueryClient();
  const whose = useWhose();
  const [isRemoving, setRemoving] = useState(false);
  const usage = useQuery(usageQuery(budget.id));
  const setActive = async (): Promise<void> => {
    await answer(
      api.PATCH('/api/budgets/{id}', {
        params: { path: { id: budget.id }, header: { 'if-match': `"${budget.revision}"` } },
        body: { is_active: !budget.is_active },
      }),
    ).then(
      () => notifications.show({ message: common('state.saved') }),
      (error: unknown) => notifications.show({ message: error instanceof Error ? error.message : String(error) }),
    );
    await client.invalidateQueries({ queryKey: ['budgets'] });
  };
  return (
    <SidePanel label={budget.name} title={<Name>{budget.name}</Name>} onClose={onClose}>
      {mayChange && (
        <Group gap="sm">
          <Button onClick={onEdit}>{t('budget.edit')}</Button>
          <Button onClick={() => void setActive()}>
            {common(budget.is_active ? 'act.deactivate' : 'act.activate')}
          </Button>
          <Button onClick={() => setRemoving(true)}>{common('act.remove')}</Button>
        </Group>
      )}
      {budget.managed_by_file && <p className={classes.below}>{t('budget.byFile')}</p>}
      <dl className={classes.facts}>
        <Fact label={t('budget.whose')}>{whose(budget)}</Fact>
        <Fact label={t('budget.limit')}>
          <Measured amount={budget.limit} budget={budget} /> / {t(`budget.period.${budget.period}`)}
        </Fact>
        <Fact label={t('budget.answer')}>{t(`budget.long.${answerOf(budget)}`)}</Fact>
        {budget.webhook !== null && <Fact label={t('budget.webhook')}>{budget.webhook}</Fact>}
      </dl>
      {usage.error ? (
        <ProblemNotice error={usage.error} onRetry={() => void usage.refetch()} />
      ) : usage.data ? (
        <UsageOf usage={usage.data} />
      ) : (
        <Waiting lines={6} />
      )}
      {isRemoving && (
        <Confirm
          title={t('budget.removeTitle', { name: budget.name })}
          act={t('budget.remove')}
          destroys
          onConfirm={async () => {
            await answer(
              api.DELETE('/api/budgets/{id}', {
                params: { path: { id: budget.id }, header: { 'if-match': `"${budget.revision}"` } },
              }),
            );
            onClose();
            await client.invalidateQueries({ queryKey: ['budgets'] });
          }}
          onClose={() => setRemoving(false)}
        >
          {budget.is_hard ? t('budget.removeHard', { whose: whose(budget) }) : t('budget.removeSoft')}
        </Confirm>
      )}
    </SidePanel>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function UsageOf({ usage }: { readonly usage: Usage }) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const [now] = useState(Date.now);
  const { budget, items, alerts, history, period_from, resets_at } = usage;
  const counter = fullest(usage) ?? { subject: '', name: null, spent: '0', reserved: '0', left: budget.limit };
  const sentence = useSentence(budget)(usage, counter, paceOf(usage, counter, now));
  return (
    <>
      <section>
        <h3>{counter.name === null ? t('budget.thisPeriod') : t('budget.thisPeriodOf', { name: counter.name })}</h3>
        <p>{sentence}</p>
        <BurnDown usage={usage} counter={counter} now={now} />
        <dl className={classes.facts}>
          <Fact label={t('budget.spent')}>
            <Measured amount={counter.spent} budget={budget} />
          </Fact>
          <Fact label={t('budget.inFlight')}>
            <Measured amount={counter.reserved} budget={budget} />
          </Fact>
          <Fact label={t('budget.left')}>
            <Measured amount={counter.left} budget={budget} />
          </Fact>
          <Fact label={t('budget.resets')}>
            <Time at={resets_at} as="minute" />
          </Fact>
        </dl>
        <ScopeCalls usage={usage} from={period_from} to={resets_at} />
      </section>
      {budget.scope.each && items.length > 0 && (
        <section>
          <h3>{t('budget.counters')}</h3>
          <ul className={classes.counters}>
            {items.map((one) => (
              <li key={one.subject}>
                <div className={classes.line}>
                  <Name>{one.name ?? one.subject}</Name> <Measured amount={one.spent} budget={budget} />
                </div>
                <Used counter={one} budget={budget} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {alerts.length > 0 && (
        <section>
          <h3>{t('budget.alerts')}</h3>
          <ul className={classes.counters}>
            {alerts.map(({ at, share, spent, subject, delivered_at, problem }) => (
              <li key={`${at} ${share} ${subject}`} className={classes.line}>
                <span>
                  <Time at={at} as="minute" /> · {format.percent(shareOf(share, '1'))} ·{' '}
                  <Measured amount={spent} budget={budget} />
                </span>
                <span className={classes.below} title={problem ?? undefined}>
                  {budget.webhook === null
                    ? t('budget.notSent')
                    : delivered_at !== null
                      ? t('budget.sent')
                      : problem === null
                        ? t('budget.sending')
                        : t('budget.notDelivered')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {history.length > 0 && (
        <section>
          <h3>{t('budget.history')}</h3>
          <ul className={classes.counters}>
            {history.map((past) => (
              <li key={`${past.period_from} ${past.subject}`} className={classes.line}>
                <Time at={past.period_from} as="minute" />
                <Measured amount={past.spent} budget={budget} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The calls that a budget counts, where the search of the record knows its scope. */
function ScopeCalls({ usage, from, to }: { readonly usage: Usage; readonly from: string; readonly to: string }) {
  const { t } = useTranslation('costs');
  const { scope, scope_name } = usage.budget;
  if (scope.kind === 'group') return null;
  const value = scope.kind === 'model' ? scope_name : scope.id;
  return (
    <CountLink {...callsOf({ ...(scope.kind !== 'everyone' && value !== null && { [scope.kind]: value }), from, to })}>
      {t('budget.calls')}
    </CountLink>
  );
}
