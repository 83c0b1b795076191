import { Button, Checkbox, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, ApiProblem } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { parseSearch, stringifySearch } from '../../lib/search-params.ts';
import { noFilter, trafficSearch, type TrafficSearch } from '../../lib/traffic-search.ts';
import type { ChangeSearch } from './use-traffic-search.ts';

/** Views that come with the console. */
const shipped = {
  rerouted: { decision: ['rerouted'] },
  blocked: { decision: ['blocked'] },
  failed: { status: ['failed', 'interrupted'] },
  foundOutside: { found: 'some', route: ['external'] },
  denied: { status: ['denied'] },
} as const satisfies Record<string, TrafficSearch>;

const viewsQuery = {
  queryKey: ['saved views'],
  queryFn: () => answer(api.GET('/api/saved-views')),
};

/** What a view begins from: no filter, no column of the one before. */
const blank = { ...noFilter, range: undefined, from: undefined, to: undefined, cols: undefined, call: undefined };

export interface ViewsMenuProps {
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
}

export function ViewsMenu({ search, change }: ViewsMenuProps) {
  const { t } = useTranslation('traffic');
  const mayShare = useMay('policy:change');
  const client = useQueryClient();
  const [asked, setAsked] = useState<'save' | 'delete' | null>(null);
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  const isShipped = (id: string | undefined): id is keyof typeof shipped => id !== undefined && id in shipped;
  const current = views.find(({ id }) => id === search.view);
  const name = isShipped(search.view) ? t(`view.${search.view}`) : current?.name;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button leftSection={<IconBookmark size={16} />}>{name ?? t('view.word')}</Button>
        </Menu.Target>
        <Menu.Dropdown mah={480} style={{ overflowY: 'auto' }}>
          {Object.entries(shipped).map(([id, view]) => (
            <Menu.Item key={id} onClick={() => change({ ...blank, ...view, range: search.range, view: id })}>
              {t(`view.${id as keyof typeof shipped}`)}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          {views.map(({ id, name: own, search: kept, is_shared, is_own, owner }) => (
            <Menu.Item
              key={id}
              onClick={() => change({ ...blank, ...trafficSearch({ ...parseSearch(kept) }), view: id })}
            >
              <bdi>{own}</bdi>{' '}
              {is_shared && (
                <Text span size="xs" c="dimmed">
                  {is_own ? t('view.shared') : t('view.sharedBy', { name: owner })}
                </Text>
              )}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setAsked('save')} disabled={search.text !== undefined}>
            {search.text === undefined ? t('view.save') : t('view.noText')}
          </Menu.Item>
          {current && (current.is_own || mayShare) && (
            <Menu.Item onClick={() => setAsked('delete')}>{t('view.delete', { name: current.name })}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === 'save' && (
        <SaveView
          search={search}
          onClose={() => setAsked(null)}
          onSaved={(view) => change({ view }, { replace: true })}
        />
      )}
      {asked === 'delete' && current && (
        <Confirm
          title={t('view.deleteTitle', { name: current.name })}
          act={t('view.delete', { name: current.name })}
          destroys
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            await answer(api.DELETE('/api/saved-views/{id}', { params: { path: { id: current.id } } }));
            await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
            change({ view: undefined }, { replace: true });
          }}
        >
          {current.is_shared ? t('view.deleteShared') : t('view.deleteOwn')}
        </Confirm>
      )}
    </>
  );
}

interface SaveViewProps {
  readonly search: TrafficSearch;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

function SaveView({ search, onClose, onSaved }: SaveViewProps) {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const mayShare = useMay('policy:change');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const { call: _call, view: _view, live: _live, ...kept } = search;
      const body = { name, search: stringifySearch(kept).slice(1), is_shared: isShared };
      return answer(api.POST('/api/saved-views', { body }));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      notifications.show({ message: t('view.saved', { name }) });
      onSaved(id);
      onClose();
    },
  });
  const atName = save.error instanceof ApiProblem && save.error.errors.find(({ field }) => field === 'name');
  return (
    <Modal opened onClose={onClose} title={t('view.save')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={common('column.name')}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
            error={atName && atName.message}
            data-autofocus
          />
          {mayShare && (
            <Checkbox
              label={t('view.share')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          {save.error && !atName && <ProblemNotice error={save.error} />}
          <Group justify="flex-end">
            <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={save.isPending}>
              {common('act.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
