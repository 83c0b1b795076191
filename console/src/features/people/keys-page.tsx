import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QuickFilters } from '../../components/quick-filters.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { useMay } from '../../lib/me.ts';
import { useViewState } from '../../lib/view-state.ts';
import { isInView, keyViews, type KeyView } from './key-state.ts';
import { KeyPanel } from './key-panel.tsx';
import { KeysTable } from './keys-table.tsx';
import { NewKey } from './new-key.tsx';
import { OwnInstances } from './own-instances.tsx';
import classes from './people.module.css';
import { type Key, instancesQuery, keysQuery, useInstanceNames, usersQuery, useUserNames } from './queries.ts';

export interface KeysView {
  readonly user?: string;
  readonly instance?: string;
  readonly state?: KeyView;
  readonly q?: string;
  readonly key?: string;
}

/** All keys, of all users. */
export function KeysPage() {
  return <Keys isOwn={false} />;
}

/** What a member has: their own keys and instances. */
export function OwnKeysPage() {
  return <Keys isOwn />;
}

function Keys({ isOwn }: { readonly isOwn: boolean }) {
  const { t } = useTranslation('people');
  const mayCreate = useMay('policy:change') && !isOwn;
  const [view, change] = useViewState<KeysView>();
  const [isCreating, setCreating] = useState(false);
  const keys = useQuery(keysQuery);
  const wanted = useWanted(view, keys.data ?? []);
  const state = view.state ?? 'active';
  const inState = wanted.filter((key) => isInView(key, state));
  const open = keys.data?.find(({ id }) => id === view.key);
  const panel = open && <KeyPanel apiKey={open} onClose={() => change({ key: undefined })} />;
  const create = (
    <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('key.create')}
    </Button>
  );
  return (
    <Page title={isOwn ? t('key.ownTitle') : t('key.title')} actions={mayCreate && create}>
      {keys.error && <ProblemNotice error={keys.error} onRetry={() => void keys.refetch()} />}
      {!keys.error && !keys.data && <Waiting />}
      {keys.data?.length === 0 && <Empty action={mayCreate && create}>{t('key.none')}</Empty>}
      {keys.data && keys.data.length > 0 && (
        <WithPanel panel={panel}>
          <div className={classes.filters}>
            <QuickFilters
              label={t('key.views')}
              value={state}
              onChange={(value) => change({ state: value === 'active' ? undefined : value })}
              items={keyViews.map((value) => ({
                value,
                label: t(`view.${value}`),
                count: wanted.filter((key) => isInView(key, value)).length,
              }))}
            />
            {!isOwn && <Filters view={view} onChange={change} />}
          </div>
          <KeysTable
            rows={inState}
            hasOwner={!isOwn}
            selected={view.key ?? null}
            onOpen={({ id }) => change({ key: id })}
          />
        </WithPanel>
      )}
      {isOwn && <OwnInstances />}
      {isCreating && <NewKey onClose={() => setCreating(false)} />}
    </Page>
  );
}

function Filters({
  view,
  onChange,
}: {
  readonly view: KeysView;
  readonly onChange: (changes: KeysView, options?: { readonly replace: boolean }) => void;
}) {
  const { t } = useTranslation('people');
  const users = useQuery(usersQuery).data ?? [];
  const instances = useQuery(instancesQuery).data ?? [];
  return (
    <>
      <Select
        aria-label={t('column.owner')}
        placeholder={t('anyOwner')}
        data={users.map(({ id, email }) => ({ value: id, label: email }))}
        value={view.user ?? null}
        onChange={(value) => onChange({ user: value ?? undefined })}
        searchable
        clearable
      />
      <Select
        aria-label={t('column.instance')}
        placeholder={t('anyInstance')}
        data={instances.map(({ id, name }) => ({ value: id, label: name }))}
        value={view.instance ?? null}
        onChange={(value) => onChange({ instance: value ?? undefined })}
        searchable
        clearable
      />
      <TextInput
        aria-label={t('find')}
        placeholder={t('key.find')}
        data-filter
        value={view.q ?? ''}
        onChange={(event) => onChange({ q: event.currentTarget.value || undefined }, { replace: true })}
      />
    </>
  );
}

/** Filters take an id, a name or an e-mail, as the API's search does. */
function useWanted({ user, instance, q = '' }: KeysView, keys: readonly Key[]): Key[] {
  const users = useQuery({ ...usersQuery, enabled: useMay('users:read') }).data ?? [];
  const nameOfUser = useUserNames();
  const nameOfInstance = useInstanceNames();
  const words = q.toLowerCase();
  return keys.filter((key) => {
    const owner = users.find(({ id }) => id === key.user_id);
    const texts = [key.name, key.prefix, key.id, nameOfUser(key.user_id), nameOfInstance(key.instance_id) ?? ''];
    return (
      (user === undefined || user === key.user_id || user === owner?.email) &&
      (instance === undefined || instance === key.instance_id || instance === nameOfInstance(key.instance_id)) &&
      texts.some((text) => text.toLowerCase().includes(words))
    );
  });
}
