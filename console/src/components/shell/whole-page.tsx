import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../page.tsx';
import { Empty } from '../empty.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title="Tollgate">
      <Empty
        action={
          <Button component={Link} to="/">
            {t('state.toStart')}
          </Button>
        }
      >
        {t('state.notFound')}
      </Empty>
    </Page>
  );
}

/** A page that failed, while what is around it stays usable. */
export function Broken({ error }: { readonly error: unknown }) {
  const router = useRouter();
  return (
    <Page title="Tollgate">
      <ProblemNotice error={error} onRetry={() => void router.invalidate()} />
    </Page>
  );
}
