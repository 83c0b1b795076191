import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { Environment } from './environment.tsx';
import classes from './settings.module.css';

/** Which gateway this is: its version, the policy in force, the key that signs its record, and what it was started with. */
export function About() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const me = useMe();
  const policy = useQuery({ queryKey: ['policy'], queryFn: () => answer(api.GET('/api/policy')) });
  const checkpoints = useQuery({
    queryKey: ['public key'],
    queryFn: () => answer(api.GET('/api/audit/checkpoints', { params: { query: { limit: 1 } } })),
  });
  const publicKey = checkpoints.data?.public_key ?? null;
  return (
    <>
      <Facts
        items={[
          { label: t('about.version'), value: me?.version ?? '–' },
          {
            label: t('about.policy'),
            value: <Link to="/record/log">{format.count(policy.data?.version)}</Link>,
          },
          {
            label: t('about.publicKey'),
            value: publicKey === null ? '–' : <CopyButton value={publicKey} label={t('about.publicKey')} withWord />,
          },
          {
            label: t('about.api'),
            value: (
              <Anchor href="/api/openapi.json" size="sm">
                /api/openapi.json
              </Anchor>
            ),
          },
        ]}
      />
      <h2 className={classes.heading}>{t('about.environment')}</h2>
      <Environment />
    </>
  );
}
