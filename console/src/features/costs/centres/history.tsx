import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SidePanel } from '../../../components/side-panel.tsx';
import { choicesQuery } from '../choices.ts';
import classes from './centres.module.css';
import { Day } from '../day.tsx';
import { periodsQuery } from './queries.ts';

/** For which cost centres one user's calls were, and why. */
export function History({ userId, onClose }: { readonly userId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('costs');
  const periods = useQuery(periodsQuery(userId));
  const users = useQuery(choicesQuery('user'));
  const name = users.data?.find(({ value }) => value === userId)?.label ?? userId;
  return (
    <SidePanel label={t('centre.history')} title={<Name>{name}</Name>} onClose={onClose}>
      <h3>{t('centre.history')}</h3>
      {periods.error ? (
        <ProblemNotice error={periods.error} onRetry={() => void periods.refetch()} />
      ) : !periods.data ? (
        <Waiting lines={4} />
      ) : periods.data.length === 0 ? (
        <p>{t('centre.none')}</p>
      ) : (
        <ul className={classes.periods}>
          {periods.data.map(({ cost_centre, from, until, by }) => (
            <li key={from}>
              <div className={classes.line}>
                <Name>{cost_centre}</Name>
                <Link
                  to="/costs"
                  search={{ user: [userId], cost_centre: [cost_centre], range: 'this-year' }}
                  className={classes.link}
                >
                  {t('centre.costs')}
                </Link>
              </div>
              <div className={classes.below}>
                <Day day={from} /> – {until === null ? t('centre.now') : <Day day={until} />} ·{' '}
                {t(by.kind === 'user' ? 'centre.byUser' : 'centre.byGroup')}
              </div>
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}
