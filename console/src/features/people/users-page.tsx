import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Name } from '../../components/figures.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QuickFilters } from '../../components/quick-filters.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useViewState } from '../../lib/view-state.ts';
import { stateOfKey } from './key-state.ts';
import { NewUser } from './new-user.tsx';
import classes from './people.module.css';
import { groupsQuery, instancesQuery, keysQuery, type User, usersQuery } from './queries.ts';
import { ActiveWord } from './state-word.tsx';
import { UserPanel } from './user-panel.tsx';

const views = ['active', 'admin', 'auditor', 'member', 'deactivated', 'all'] as const;
type View = (typeof views)[number];

function isIn(view: View, user: User): boolean {
  if (view === 'all') return true;
  if (view === 'deactivated') return !user.is_active;
  return user.is_active && (view === 'active' || view === user.role);
}

/** People, with what they have. */
export function UsersPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const format = useFormat();
  const mayChange = useMay('policy:change');
  const [view, change] = useViewState<{ q?: string; state?: View; user?: string }>();
  const [isCreating, setCreating] = useState(false);
  const users = useQuery(usersQuery);
  const groups = useQuery(groupsQuery).data ?? [];
  const instances = useQuery(instancesQuery).data;
  const keys = useQuery(keysQuery).data;
  const state = view.state ?? 'active';
  const words = (view.q ?? '').toLowerCase();
  const wanted = (users.data ?? []).filter(({ email, name }) => `${name} ${email}`.toLowerCase().includes(words));
  const open = users.data?.find(({ id, email }) => id === view.user || email === view.user);
  const groupsOf = (user: User): string =>
    format.list(groups.filter(({ member_ids }) => member_ids.includes(user.id)).map(({ name }) => name));
  const countOf = (
    user: User,
    things: readonly { readonly user_id?: string; readonly owner_id?: string }[] | undefined,
  ) => format.count(things?.filter((one) => (one.user_id ?? one.owner_id) === user.id).length);
  const activeKeys = keys?.filter((key) => stateOfKey(key) === 'active');
  return (
    <Page
      title={t('user.title')}
      actions={
        mayChange && (
          <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
            {t('user.create')}
          </Button>
        )
      }
    >
      {users.error && <ProblemNotice error={users.error} onRetry={() => void users.refetch()} />}
      {!users.error && !users.data && <Waiting />}
      {users.data && (
        <WithPanel panel={open && <UserPanel user={open} onClose={() => change({ user: undefined })} />}>
          <div className={classes.filters}>
            <QuickFilters
              label={t('user.views')}
              value={state}
              onChange={(value) => change({ state: value === 'active' ? undefined : value })}
              items={views.map((value) => ({
                value,
                label:
                  value === 'admin' || value === 'auditor' || value === 'member'
                    ? common(`role.${value}`)
                    : t(`userView.${value}`),
                count: wanted.filter((user) => isIn(value, user)).length,
              }))}
            />
            <TextInput
              aria-label={t('find')}
              placeholder={t('user.find')}
              data-filter
              value={view.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined }, { replace: true })}
            />
          </div>
          <DataTable
            label={t('user.title')}
            rows={wanted.filter((user) => isIn(state, user))}
            rowKey={({ id }) => id}
            selected={open?.id ?? null}
            onOpen={({ id }) => change({ user: id })}
            columns={[
              { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
              { key: 'email', header: t('column.email'), cell: ({ email }) => <Name>{email}</Name> },
              { key: 'role', header: t('column.role'), width: '100px', cell: ({ role }) => common(`role.${role}`) },
              { key: 'groups', isSpare: true, header: t('group.title'), cell: (user) => <Name>{groupsOf(user)}</Name> },
              {
                key: 'instances',
                isSpare: true,
                header: t('instance.title'),
                width: '90px',
                align: 'end',
                cell: (user) => countOf(user, instances),
              },
              {
                key: 'keys',
                isSpare: true,
                header: t('key.title'),
                width: '90px',
                align: 'end',
                cell: (user) => countOf(user, activeKeys),
              },
              {
                key: 'state',
                header: common('column.state'),
                width: '120px',
                cell: ({ is_active }) => <ActiveWord isActive={is_active} />,
              },
            ]}
            item={(user) => (
              <div className={classes.item}>
                <div>
                  <Name>{user.name}</Name> {common(`role.${user.role}`)}{' '}
                  {!user.is_active && <ActiveWord isActive={false} />}
                </div>
                <div className={classes.second}>
                  <Name>{user.email}</Name>
                </div>
              </div>
            )}
          />
        </WithPanel>
      )}
      {isCreating && (
        <NewUser
          onClose={(id) => {
            setCreating(false);
            if (id !== undefined) change({ user: id, state: undefined });
          }}
        />
      )}
    </Page>
  );
}
