import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { useMe } from '../../lib/me.ts';
import { prefer, usePreferences } from '../../lib/preferences.ts';
import { OneTimeCodes } from './one-time-codes.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnTokens } from './own-tokens.tsx';
import classes from './me-page.module.css';

/** What a person does with their own sign-in. */
export function MePage() {
  const { t } = useTranslation('access');
  const { t: common } = useTranslation();
  const me = useMe();
  const { density } = usePreferences();
  if (!me) return null;
  const role = common(`role.${me.role}`);
  return (
    <Page title={t('me.title')} about={me.user && <bdi>{t('me.intro', { email: me.user.email, role })}</bdi>}>
      <div className={classes.sections}>
        <Section title={t('changePassword')}>
          <OwnPassword />
        </Section>
        <Section title={t('me.codes')}>
          <OneTimeCodes />
        </Section>
        <Section title={t('me.view')}>
          <Stack gap="xs">
            <Text size="sm" id="density">
              {t('me.density')}
            </Text>
            <SegmentedControl
              aria-labelledby="density"
              value={density}
              onChange={(value) => prefer({ density: value })}
              data={[
                { value: 'dense', label: t('me.dense') },
                { value: 'comfortable', label: t('me.comfortable') },
              ]}
            />
          </Stack>
        </Section>
      </div>
      <section className={classes.section}>
        <h2>{t('me.sessions')}</h2>
        <OwnSessions />
      </section>
      {me.user && (
        <section className={classes.section}>
          <h2>{t('token.title')}</h2>
          <OwnTokens userId={me.user.id} />
        </section>
      )}
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
