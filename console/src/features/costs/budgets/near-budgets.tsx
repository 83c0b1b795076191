import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { shareOf } from '../../../lib/decimal.ts';
import classes from './budgets.module.css';
import { budgetsQuery, fullest, takenOf, usageQuery } from './queries.ts';
import { Measured, Used } from './used.tsx';

const [asked, shown] = [20, 4];

/** The budgets that are nearest their end, beside the reports. */
export function NearBudgets() {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const budgets = useQuery(budgetsQuery);
  const active = (budgets.data ?? []).filter(({ is_active }) => is_active).slice(0, asked);
  const usages = useQueries({ queries: active.map(({ id }) => usageQuery(id)) });
  const nearest = usages
    .flatMap(({ data }) => (data ? [{ usage: data, counter: fullest(data) }] : []))
    .map((one) => ({ ...one, share: one.counter ? (shareOf(takenOf(one.counter), one.usage.budget.limit) ?? 1) : 0 }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, shown);
  if (nearest.length === 0) return null;
  return (
    <section className={classes.near} aria-label={common('nav.budgets')}>
      <header>
        <h2>{common('nav.budgets')}</h2>
        <Link to="/costs/budgets">{t('budget.all')}</Link>
      </header>
      {nearest.map(({ usage: { budget }, counter }) => (
        <div key={budget.id}>
          <div className={classes.line}>
            <Link to="/costs/budgets" search={{ budget: budget.id }}>
              <Name>{budget.name}</Name>
            </Link>
            <span className={classes.below}>
              <Measured amount={counter?.spent ?? '0'} budget={budget} /> /{' '}
              <Measured amount={budget.limit} budget={budget} />
            </span>
          </div>
          <Used counter={counter} budget={budget} />
        </div>
      ))}
    </section>
  );
}
