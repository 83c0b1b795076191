import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { useViewState } from '../../lib/view-state.ts';
import { Chains } from './chains.tsx';
import { Checkpoints } from './checkpoints.tsx';
import { Erasures } from './erasures.tsx';
import { ExportButton } from './export-button.tsx';
import { HealthStrip } from './health-strip.tsx';
import { Holds } from './holds.tsx';
import { Offline } from './offline.tsx';
import { VerifyButton, VerificationState } from './verification.tsx';

const tabs = ['chain', 'checkpoints', 'erasures', 'holds'] as const;
type Tab = (typeof tabs)[number];
const parts: Record<Tab, () => React.ReactNode> = {
  chain: Chains,
  checkpoints: Checkpoints,
  erasures: Erasures,
  holds: Holds,
};

/** Whether the record is whole: its health, chains and checkpoints; and what was taken out of it or is held. */
export function RecordPage() {
  const { t } = useTranslation('record');
  const [{ tab = 'chain' }, change] = useViewState<{ tab?: Tab }>();
  const Part = parts[tab];
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <VerifyButton />
          <ExportButton />
          <Offline />
        </>
      }
    >
      <HealthStrip />
      <VerificationState />
      <Tabs
        value={tab}
        onChange={(value) => change({ tab: value === 'chain' ? undefined : (value as Tab) })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('parts')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Part />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
