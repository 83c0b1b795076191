import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name } from '../../components/figures.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { useViewState } from '../../lib/view-state.ts';
import { GroupPanel } from './group-panel.tsx';
import classes from './people.module.css';
import { type Group, groupsQuery, useUserNames } from './queries.ts';

/** Named sets of people: models are granted to them, and rules aimed at them. */
export function GroupsPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const format = useFormat();
  const mayChange = useMay('policy:change');
  const nameOfUser = useUserNames();
  const [view, change] = useViewState<{ q?: string; group?: string }>();
  const [isCreating, setCreating] = useState(false);
  const groups = useQuery(groupsQuery);
  const words = (view.q ?? '').toLowerCase();
  const rows = (groups.data ?? []).filter(({ name }) => name.toLowerCase().includes(words));
  const open = groups.data?.find(({ id }) => id === view.group);
  const membersOf = (group: Group): string => format.list(group.member_ids.map(nameOfUser));
  const create = (
    <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('group.create')}
    </Button>
  );
  return (
    <Page title={t('group.title')} actions={mayChange && create}>
      {groups.error && <ProblemNotice error={groups.error} onRetry={() => void groups.refetch()} />}
      {!groups.error && !groups.data && <Waiting />}
      {groups.data?.length === 0 && <Empty action={mayChange && create}>{t('group.none')}</Empty>}
      {groups.data && groups.data.length > 0 && (
        <WithPanel panel={open && <GroupPanel group={open} onClose={() => change({ group: undefined })} />}>
          <div className={classes.filters}>
            <TextInput
              aria-label={t('find')}
              placeholder={t('group.find')}
              data-filter
              value={view.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined }, { replace: true })}
            />
          </div>
          <DataTable
            label={t('group.title')}
            rows={rows}
            rowKey={({ id }) => id}
            selected={open?.id ?? null}
            onOpen={({ id }) => change({ group: id })}
            columns={[
              { key: 'name', header: common('column.name'), width: '240px', cell: ({ name }) => <Name>{name}</Name> },
              {
                key: 'count',
                header: t('column.count'),
                width: '90px',
                align: 'end',
                cell: ({ member_ids }) => format.count(member_ids.length),
              },
              { key: 'members', header: t('column.members'), cell: (group) => <Name>{membersOf(group)}</Name> },
            ]}
            item={(group) => (
              <div className={classes.item}>
                <Name>{group.name}</Name>
                <div className={classes.second}>
                  <Name>{membersOf(group)}</Name>
                </div>
              </div>
            )}
          />
        </WithPanel>
      )}
      {isCreating && (
        <NewGroup
          onClose={(id) => {
            setCreating(false);
            if (id !== undefined) change({ group: id });
          }}
        />
      )}
    </Page>
  );
}

function NewGroup({ onClose }: { readonly onClose: (id?: string) => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [name, setName] = useState('');
  const create = useAct(() => answer(api.POST('/api/groups', { body: { name: name.trim() } })), {
    onDone: ({ id }) => onClose(id),
  });
  return (
    <Modal
      opened
      onClose={() => onClose()}
      title={t('group.create')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={common('column.name')}
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problemAt(create.error, 'name')}
          />
          {create.error && <ProblemNotice error={create.error} />}
          <Button type="submit" variant="filled" loading={create.isPending}>
            {t('group.create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
