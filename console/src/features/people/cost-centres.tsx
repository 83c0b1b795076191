import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Name, Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { AssignCostCentre } from './assign-cost-centre.tsx';
import { useMay } from '../../lib/me.ts';
import classes from './people.module.css';

/** For which cost centres a person's calls were, newest first. */
export function CostCentres({ userId }: { readonly userId: string }) {
  const { t } = useTranslation('people');
  const mayChange = useMay('policy:change');
  const periods = useQuery({
    queryKey: ['cost centres', userId],
    queryFn: () => answer(api.GET('/api/users/{id}/cost-centres', { params: { path: { id: userId } } })),
  });
  if (periods.error) return <ProblemNotice error={periods.error} onRetry={() => void periods.refetch()} />;
  if (!periods.data) return <Waiting lines={1} />;
  const items = periods.data.items.toReversed();
  return (
    <div>
      {items.length === 0 && <span className={classes.second}>{t('cost.none')}</span>}
      {items.map(({ cost_centre, from, until, by }) => (
        <div key={`${cost_centre} ${from}`} className={classes.line}>
          <Name>{cost_centre}</Name>
          <span className={classes.second}>
            <Time at={noon(from)} as="date" /> – {until === null ? t('cost.now') : <Time at={noon(until)} as="date" />}{' '}
            {t(`cost.by.${by.kind}`)}
          </span>
        </div>
      ))}
      {mayChange && <AssignCostCentre userId={userId} />}
    </div>
  );
}

/** A day is the same one in every zone that people look from, but for a few islands. */
const noon = (day: string): string => `${day}T12:00:00Z`;
