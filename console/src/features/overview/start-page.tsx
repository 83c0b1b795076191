import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { Snippets } from '../../components/snippets.tsx';
import { useMay } from '../../lib/me.ts';
import { FirstRun } from './first-run/first-run.tsx';

/** The way to a first call. Who may change nothing sees how to make one. */
export function StartPage() {
  const { t } = useTranslation('overview');
  const navigate = useNavigate();
  const mayChange = useMay('policy:change');
  return (
    <Page title={t('start.title')}>
      {mayChange ? (
        <FirstRun onLeave={() => void navigate({ to: '/' })} />
      ) : (
        <>
          <p>{t('start.askAdmin')}</p>
          <Snippets secret={null} />
        </>
      )}
    </Page>
  );
}
