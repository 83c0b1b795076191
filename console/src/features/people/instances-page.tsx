import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name } from '../../components/figures.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QuickFilters } from '../../components/quick-filters.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useViewState } from '../../lib/view-state.ts';
import { InstancePanel } from './instance-panel.tsx';
import { stateOfKey } from './key-state.ts';
import { NewInstance } from './new-instance.tsx';
import classes from './people.module.css';
import { type Instance, instancesQuery, keysQuery, useUserNames } from './queries.ts';
import { ActiveWord } from './state-word.tsx';

const views = ['active', 'deactivated', 'all'] as const;
type View = (typeof views)[number];
const isIn = (view: View, { is_active }: Instance): boolean => view === 'all' || is_active === (view === 'active');

/** Running agents, each with its owner. */
export function InstancesPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const format = useFormat();
  const mayChange = useMay('policy:change');
  const nameOfUser = useUserNames();
  const [view, change] = useViewState<{ q?: string; state?: View; instance?: string }>();
  const [isCreating, setCreating] = useState(false);
  const instances = useQuery(instancesQuery);
  const keys = useQuery(keysQuery).data;
  const state = view.state ?? 'active';
  const words = (view.q ?? '').toLowerCase();
  const wanted = (instances.data ?? []).filter(({ name, owner_id }) =>
    `${name} ${nameOfUser(owner_id)}`.toLowerCase().includes(words),
  );
  const open = instances.data?.find(({ id, name }) => id === view.instance || name === view.instance);
  const create = (
    <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('instance.create')}
    </Button>
  );
  const keysOf = ({ id }: Instance): string =>
    format.count(keys?.filter((key) => key.instance_id === id && stateOfKey(key) === 'active').length);
  return (
    <Page title={t('instance.title')} actions={mayChange && create}>
      {instances.error && <ProblemNotice error={instances.error} onRetry={() => void instances.refetch()} />}
      {!instances.error && !instances.data && <Waiting />}
      {instances.data?.length === 0 && <Empty action={mayChange && create}>{t('instance.none')}</Empty>}
      {instances.data && instances.data.length > 0 && (
        <WithPanel panel={open && <InstancePanel instance={open} onClose={() => change({ instance: undefined })} />}>
          <div className={classes.filters}>
            <QuickFilters
              label={t('instance.views')}
              value={state}
              onChange={(value) => change({ state: value === 'active' ? undefined : value })}
              items={views.map((value) => ({
                value,
                label: t(`userView.${value}`),
                count: wanted.filter((one) => isIn(value, one)).length,
              }))}
            />
            <TextInput
              aria-label={t('find')}
              placeholder={t('instance.find')}
              data-filter
              value={view.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined }, { replace: true })}
            />
          </div>
          <DataTable
            label={t('instance.title')}
            rows={wanted.filter((one) => isIn(state, one))}
            rowKey={({ id }) => id}
            selected={open?.id ?? null}
            onOpen={({ id }) => change({ instance: id })}
            columns={[
              { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
              { key: 'owner', header: t('column.owner'), cell: (one) => <Name>{nameOfUser(one.owner_id)}</Name> },
              {
                key: 'kind',
                isSpare: true,
                header: t('column.kind'),
                width: '120px',
                cell: ({ kind }) => t(`kind.${kind}`),
              },
              {
                key: 'form',
                isSpare: true,
                header: t('blockForm.label'),
                width: '220px',
                cell: ({ block_form }) => t(`blockForm.${block_form ?? 'asKind'}`),
              },
              { key: 'keys', isSpare: true, header: t('key.title'), width: '90px', align: 'end', cell: keysOf },
              {
                key: 'state',
                header: common('column.state'),
                width: '120px',
                cell: ({ is_active }) => <ActiveWord isActive={is_active} />,
              },
            ]}
            item={(one) => (
              <div className={classes.item}>
                <div>
                  <Name>{one.name}</Name> {!one.is_active && <ActiveWord isActive={false} />}
                </div>
                <div className={classes.second}>
                  {t(`kind.${one.kind}`)} <Name>{nameOfUser(one.owner_id)}</Name>
                </div>
              </div>
            )}
          />
        </WithPanel>
      )}
      {isCreating && (
        <NewInstance
          onClose={(id) => {
            setCreating(false);
            if (id !== undefined) change({ instance: id });
          }}
        />
      )}
    </Page>
  );
}
