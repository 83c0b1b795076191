import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { Snippets } from '../../components/snippets.tsx';
import { useMay } from '../../lib/me.ts';
import { FirstRun } from './first-run/first-run.tsx';

/** The way to a first call. Who may change nothing sees how to make one. */
export function StartPage() {
  const { t } = useTranslation('start');
  const navigate = useNavigate();
  const mayChange = useMay('policy:change');
  return (
    <Page title={t('title')}>
      {mayChange ? (
        <FirstRun onLeave={() => void navigate({ to: '/' })} />
      ) : (
        <>
          <p>{t('askAdmin')}</p>
          <Snippets secret={null} />
        </>
      )}
    </Page>
  );
}
