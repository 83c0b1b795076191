import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name, Time } from '../../components/figures.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QuickFilters } from '../../components/quick-filters.tsx';
import { RangePicker } from '../../components/range-picker.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { answer, api, type Schemas } from '../../lib/api.ts';
import { everyItem } from '../../lib/every-item.ts';
import { useFormat } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { type RangeSearch, spanOf } from '../../lib/range.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useViewState } from '../../lib/view-state.ts';
import { ActionText, ActorText } from './entry-texts.tsx';
import { changesOf, shownValue } from './differences.ts';
import { EntryPanel } from './entry-panel.tsx';
import type { Entry } from './queries.ts';
import classes from './record.module.css';
import { Target } from './target.tsx';

const kinds = ['all', 'configuration', 'access'] as const;
const targetKinds = [
  'user',
  'group',
  'instance',
  'key',
  'token',
  'grant',
  'provider',
  'model',
  'price',
  'rule',
  'fingerprint_set',
  'budget',
  'cost_centre_assignment',
  'settings',
  'invocation',
  'session',
  'trace',
] as const;

export interface LogView extends RangeSearch {
  readonly kind?: 'configuration' | 'access';
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly target_kind?: string;
  readonly entry?: string;
}

/** Who changed what, and who opened, searched or exported what, in one timeline. */
export function LogPage() {
  const { t } = useTranslation('record');
  const { zone } = useFormat();
  const { language } = usePreferences();
  const [view, change] = useViewState<LogView>();
  const { range, from, to, kind, actor, action, target, target_kind } = view;
  const span = spanOf({ range, from, to }, '30d', zone, language);
  const filter = {
    ...(kind && { kind: [kind] }),
    ...(actor && { actor: [actor] }),
    ...(action && { action: [action] }),
    ...(target_kind && { target_kind: [target_kind] }),
    ...(target && { target_id: target }),
  };
  // A span that goes with the clock would be another question each time: its name stands for it.
  const pages = usePages(['timeline', filter, range ?? from ?? '30d', to], (cursor) =>
    answer(api.GET('/api/audit/log', { params: { query: { ...filter, ...span, limit: 100, cursor } } })),
  );
  const open = pages.items?.find(({ id }) => id === view.entry);
  return (
    <Page
      title={t('log.title')}
      actions={
        <RangePicker value={{ range, from, to }} span={span} otherwise="30d" onChange={(value) => change(value)} />
      }
    >
      <div className={classes.row}>
        <QuickFilters
          label={t('log.kinds')}
          value={kind ?? 'all'}
          onChange={(value) => change({ kind: value === 'all' ? undefined : value })}
          items={kinds.map((value) => ({ value, label: t(`log.kind.${value}`) }))}
        />
        <Filters view={view} onChange={change} />
      </div>
      {pages.error && <ProblemNotice error={pages.error} onRetry={pages.retry} />}
      {!pages.error && !pages.items && <Waiting />}
      {pages.items?.length === 0 && <Empty>{t('log.none')}</Empty>}
      {pages.items && pages.items.length > 0 && (
        <WithPanel panel={open && <EntryPanel entry={open} onClose={() => change({ entry: undefined })} />}>
          <div className={classes.part}>
            <Entries rows={pages.items} selected={open?.id ?? null} onOpen={({ id }) => change({ entry: id })} />
            <MoreButton {...pages} />
          </div>
        </WithPanel>
      )}
    </Page>
  );
}

function Filters({
  view,
  onChange,
}: {
  readonly view: LogView;
  readonly onChange: (changes: LogView, options?: { readonly replace: boolean }) => void;
}) {
  const { t } = useTranslation('record');
  const users = useQuery({
    queryKey: ['users'],
    queryFn: () => everyItem<Schemas['User']>((query) => answer(api.GET('/api/users', { params: { query } }))),
  });
  const others = ['bootstrap_token', 'command', 'file'] as const;
  return (
    <>
      <Select
        aria-label={t('log.actor')}
        placeholder={t('log.anyActor')}
        searchable
        clearable
        value={view.actor ?? null}
        onChange={(actor) => onChange({ actor: actor ?? undefined })}
        data={[
          ...(users.data ?? []).map(({ email }) => ({ value: email, label: email })),
          ...others.map((kind) => ({ value: kind, label: t(`actor.${kind}`) })),
        ]}
      />
      <Select
        aria-label={t('log.targetKind')}
        placeholder={t('log.anyTarget')}
        searchable
        clearable
        value={view.target_kind ?? null}
        onChange={(kind) => onChange({ target_kind: kind ?? undefined })}
        data={targetKinds.map((kind) => ({ value: kind, label: t(`target.${kind}`) }))}
      />
      <TextInput
        aria-label={t('log.targetId')}
        placeholder={t('log.targetId')}
        data-filter
        value={view.target ?? ''}
        onChange={(event) => onChange({ target: event.currentTarget.value.trim() || undefined }, { replace: true })}
      />
    </>
  );
}

interface EntriesProps {
  readonly rows: readonly Entry[];
  readonly selected: string | null;
  readonly onOpen: (entry: Entry) => void;
}

function Entries({ rows, selected, onOpen }: EntriesProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const summary = (entry: Entry): string => {
    const changes = changesOf(entry.before, entry.after);
    if (entry.kind === 'access') return entry.query ?? '';
    if (entry.before === null || entry.after === null) return entry.reason ?? '';
    return format.list(
      changes.slice(0, 2).map(({ field, before, after }) => `${field}: ${shownValue(before)} → ${shownValue(after)}`),
    );
  };
  return (
    <DataTable
      label={t('log.title')}
      rows={rows}
      rowKey={({ id }) => id}
      selected={selected}
      onOpen={onOpen}
      columns={[
        { key: 'at', header: t('column.at'), width: '140px', cell: ({ at }) => <Time at={at} /> },
        { key: 'who', header: t('column.who'), width: '200px', cell: ({ actor }) => <ActorText actor={actor} /> },
        { key: 'action', header: t('column.action'), width: '220px', cell: (entry) => <ActionText entry={entry} /> },
        {
          key: 'target',
          isSpare: true,
          header: t('column.target'),
          width: '240px',
          cell: ({ target_kind, target_id }) => <Target kind={target_kind} id={target_id} />,
        },
        { key: 'changes', isSpare: true, header: t('column.changes'), cell: (entry) => <Name>{summary(entry)}</Name> },
        {
          key: 'policy',
          isSpare: true,
          header: t('column.policy'),
          width: '80px',
          align: 'end',
          cell: ({ policy_version }) => format.count(policy_version),
        },
      ]}
      item={(entry) => (
        <div className={classes.item}>
          <div>
            <Time at={entry.at} as="minute" /> <ActionText entry={entry} />
          </div>
          <div className={classes.second}>
            <span className={classes.actor}>
              <ActorText actor={entry.actor} />
            </span>
            <span className={classes.target}>
              <Target kind={entry.target_kind} id={entry.target_id} />
            </span>
          </div>
        </div>
      )}
    />
  );
}
