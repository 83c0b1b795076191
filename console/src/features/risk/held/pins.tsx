import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiftPin, type Pin } from '../../../components/call/lift-pin.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RuleName } from '../../../components/rule-name.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callAt, callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRuleNames } from '../../../lib/rule-names.ts';
import type { Search } from '../../../lib/search-params.ts';

const route = getRouteApi('/shell/risk/held');

function isInForce(pin: Pin): boolean {
  return pin.lifted_at === null && Date.parse(pin.expires_at) > Date.now();
}

/** Sessions, runs and instances that a finding put on the secure path: since when, by which call, until when. */
export function Pins({ mayLift }: { readonly mayLift: boolean }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { nameOf } = useRuleNames();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const [lifting, setLifting] = useState<Pin | null>(null);
  const pins = useInfiniteQuery({
    queryKey: ['pins', state],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/pins', {
          params: {
            query: { limit: 100, state: state ?? 'in_force', ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = (pins.data?.pages ?? []).flatMap(({ items }) => items);
  const ending = (pin: Pin): ReactNode =>
    pin.lifted_at !== null ? (
      <>
        {t('held.lifted')} <Time at={pin.lifted_at} as="minute" />
      </>
    ) : (
      <Time at={pin.expires_at} as="minute" />
    );
  const lift = (pin: Pin): ReactNode =>
    mayLift && isInForce(pin) ? (
      <Button size="compact-sm" onClick={() => setLifting(pin)}>
        {t('held.lift')}
      </Button>
    ) : null;
  const calls = (pin: Pin): ReactNode => {
    const held: Search =
      pin.kind === 'trace'
        ? { trace_id: pin.traces }
        : pin.kind === 'session'
          ? { session_id: pin.sessions }
          : pin.instance
            ? { instance: pin.instance.id }
            : { user: pin.user.id };
    return (
      <CountLink {...callsOf({ ...held, from: pin.created_at, to: pin.lifted_at ?? pin.expires_at })}>
        {format.count(pin.calls)}
      </CountLink>
    );
  };
  return (
    <Stack gap="sm" role="region" aria-label={t('held.pins')}>
      <Group justify="space-between">
        <h2>{t('held.pins')}</h2>
        <Switch
          label={t('held.alsoOver')}
          checked={state === 'all'}
          onChange={(event) => void navigate({ search: event.currentTarget.checked ? { state: 'all' } : {} })}
        />
      </Group>
      {pins.error ? (
        <ProblemNotice error={pins.error} onRetry={() => void pins.refetch()} />
      ) : pins.isPending ? (
        <Waiting lines={4} />
      ) : rows.length === 0 ? (
        <Empty>{t('held.none')}</Empty>
      ) : (
        <DataTable
          label={t('held.pins')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: 'what', header: t('held.what'), width: '120px', cell: ({ kind }) => t(`sticky.${kind}`) },
            {
              key: 'who',
              header: common('column.who'),
              cell: ({ user, instance }) => (
                <Name>{[user.email ?? user.id, instance?.name].filter(Boolean).join(' · ')}</Name>
              ),
            },
            {
              key: 'since',
              header: t('held.since'),
              width: '130px',
              cell: ({ created_at }) => <Time at={created_at} as="minute" />,
            },
            {
              key: 'call',
              header: t('held.by'),
              width: '180px',
              cell: (pin) => (
                <CountLink
                  {...callAt(pin.request_id)}
                  label={t('held.byCall', { rule: nameOf(pin.rule, pin.display_name) })}
                >
                  <RuleName of={pin} />
                </CountLink>
              ),
            },
            { key: 'calls', header: t('held.calls'), width: '80px', align: 'end', cell: calls },
            { key: 'until', header: t('held.until'), width: '160px', cell: ending },
            { key: 'lift', header: '', width: '90px', align: 'end', cell: lift },
          ]}
          item={(pin) => (
            <>
              <Group gap="sm" justify="space-between" wrap="nowrap">
                <Text size="sm" truncate>
                  {t(`sticky.${pin.kind}`)} · <Name>{pin.user.email}</Name>
                </Text>
                {lift(pin)}
              </Group>
              <Text size="sm" truncate c="dimmed">
                <CountLink {...callAt(pin.request_id)}>
                  <RuleName of={pin} />
                </CountLink>{' '}
                · {t('held.until')} {ending(pin)}
              </Text>
            </>
          )}
        />
      )}
      {pins.hasNextPage && (
        <div>
          <Button onClick={() => void pins.fetchNextPage()} loading={pins.isFetchingNextPage}>
            {common('act.loadMore')}
          </Button>
        </div>
      )}
      {lifting && <LiftPin pin={lifting} onClose={() => setLifting(null)} />}
    </Stack>
  );
}
