import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { useMay } from '../../../lib/me.ts';
import { rulesQuery, statisticsQuery } from '../data.ts';
import { BulkBar } from './bulk-bar.tsx';
import { RuleFilters } from './rule-filters.tsx';
import { chosenRules, sortedRules } from './rule-search.ts';
import { RulesTable } from './rules-table.tsx';

const route = getRouteApi('/shell/risk/rules');

/** All rules with how they did, and the open one beside them. */
export function RulesPage() {
  const { t } = useTranslation('risk');
  const search = route.useSearch();
  const mayChange = useMay('policy:change');
  const rules = useQuery(rulesQuery);
  const statistics = useQuery(statisticsQuery);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const all = rules.data ?? [];
  const shown = sortedRules(chosenRules(all, search), search.sort, statistics.data);
  const chosen = all.filter(({ id }) => selected.has(id));
  return (
    <Page title={t('rules.title')} about={rules.data && t('rules.about', { count: all.length })} fill>
      <WithPanel panel={null}>
        <RuleFilters rules={all} />
        {mayChange && chosen.length > 0 && (
          <BulkBar rules={chosen} statistics={statistics.data} onDone={() => setSelected(new Set())} />
        )}
        {rules.error ? (
          <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
        ) : rules.data === undefined ? (
          <Waiting lines={16} />
        ) : (
          <RulesTable
            rules={shown}
            statistics={statistics.data}
            selected={selected}
            onSelect={mayChange ? setSelected : undefined}
            isNarrow={false}
          />
        )}
      </WithPanel>
    </Page>
  );
}
