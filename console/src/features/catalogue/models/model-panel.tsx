import { Alert, Tabs } from '@mantine/core';
import { IconFileCode } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { Id } from '../../../components/id.tsx';
import { SidePanel } from '../../../components/side-panel.tsx';
import { useMay } from '../../../lib/me.ts';
import classes from '../catalogue.module.css';
import type { Model } from '../queries.ts';
import { EndpointTab } from './endpoint-tab.tsx';
import { GrantsTab } from './grants-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { ModelActions } from './model-actions.tsx';
import { Kind, State } from './model-columns.tsx';
import { PricesTab } from './prices-tab.tsx';

const tabs = ['prices', 'grants', 'endpoint', 'history'] as const;
const contents = { prices: PricesTab, grants: GrantsTab, endpoint: EndpointTab, history: HistoryTab };

/** One model beside the list. */
export function ModelPanel({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { tab = 'prices' } = useSearch({ from: '/shell/models' });
  const navigate = useNavigate({ from: '/models' });
  const mayChange = useMay('policy:change');
  const Content = contents[tab];
  return (
    <SidePanel title={<Name>{model.display_name}</Name>} label={model.display_name} onClose={onClose}>
      <div className={classes.row}>
        <Kind model={model} />
        <State model={model} />
        <span className={classes.push}>
          <Id value={model.id} />
        </span>
      </div>
      {model.managed_by_file && mayChange && (
        <Alert icon={<IconFileCode size={18} />} variant="outline" color="gray">
          {t('models.byFile')}
        </Alert>
      )}
      {mayChange && !model.managed_by_file && <ModelActions model={model} onRemoved={onClose} />}
      <Tabs
        value={tab}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, tab: tabs.find((one) => one === value) }), replace: true })
        }
      >
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Content model={model} />
        </Tabs.Panel>
      </Tabs>
    </SidePanel>
  );
}
