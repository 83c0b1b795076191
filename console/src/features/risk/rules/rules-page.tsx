import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { Empty } from '../../../components/empty.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { useMay } from '../../../lib/me.ts';
import { rulesQuery, statisticsQuery } from '../data.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ImportRules } from './import-rules.tsx';
import { RuleFilters } from './rule-filters.tsx';
import { RulePanel } from './rule-panel.tsx';
import { chosenRules, sortedRules } from './rule-search.ts';
import { RulesTable } from './rules-table.tsx';

const route = getRouteApi('/shell/risk/rules');

/** All rules with how they did, and the open one beside them. */
export function RulesPage() {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay('policy:change');
  const names = useRuleNames();
  const rules = useQuery(rulesQuery);
  const statistics = useQuery(statisticsQuery);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isImporting, setImporting] = useState(false);
  const all = rules.data ?? [];
  const shown = sortedRules(chosenRules(all, search, names), search.sort, statistics.data, names);
  const chosen = all.filter(({ id }) => selected.has(id));
  const isNew = mayChange && search.create === 'true';
  const opened = isNew ? null : all.find(({ id }) => id === search.rule);
  const actions = (
    <>
      <Button component="a" href="/api/rules/export" download leftSection={<IconDownload size={16} />}>
        {common('act.export')}
      </Button>
      {mayChange && (
        <Button leftSection={<IconUpload size={16} />} onClick={() => setImporting(true)}>
          {t('import.title')}
        </Button>
      )}
      {mayChange && (
        <Button
          variant="filled"
          leftSection={<IconPlus size={16} />}
          onClick={() =>
            void navigate({ search: ({ rule: _rule, tab: _tab, ...rest }) => ({ ...rest, create: 'true' }) })
          }
        >
          {t('panel.new')}
        </Button>
      )}
    </>
  );
  return (
    <Page title={t('rules.title')} about={rules.data && t('rules.about', { count: all.length })} actions={actions} fill>
      {isImporting && <ImportRules onClose={() => setImporting(false)} />}
      <WithPanel
        panel={
          opened !== undefined && (
            <RulePanel
              key={opened?.id ?? ''}
              rule={opened}
              statistics={opened ? statistics.data?.get(opened.id) : undefined}
            />
          )
        }
      >
        <RuleFilters rules={all} />
        {mayChange && chosen.length > 0 && (
          <BulkBar rules={chosen} statistics={statistics.data} onDone={() => setSelected(new Set())} />
        )}
        {rules.error ? (
          <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
        ) : rules.data === undefined ? (
          <Waiting lines={16} />
        ) : shown.length === 0 ? (
          <Empty
            action={
              <Button onClick={() => void navigate({ search: ({ rule, tab }) => ({ rule, tab }) })}>
                {t('filter.clear')}
              </Button>
            }
          >
            {t('filter.nothing')}
          </Empty>
        ) : (
          <RulesTable
            rules={shown}
            statistics={statistics.data}
            selected={selected}
            onSelect={mayChange ? setSelected : undefined}
            isNarrow={opened !== undefined}
          />
        )}
      </WithPanel>
    </Page>
  );
}
