import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../components/data-table.tsx';
import { LongTable } from '../../../components/long-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name, Time } from '../../../components/figures.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { useMay } from '../../../lib/me.ts';
import { BudgetForm } from './budget-form.tsx';
import { BudgetPanel } from './budget-panel.tsx';
import classes from './budgets.module.css';
import { type Budget, budgetsQuery, fullest, type Usage, usageQuery } from './queries.ts';
import type { BudgetsSearch } from './search.ts';
import { Measured, Used } from './used.tsx';
import { answerOf, useWhose } from './whose.ts';

/** What is left of the columns beside the panel, which has the others. */
const besidePanel = new Set(['name', 'limit', 'used']);

const route = getRouteApi('/shell/costs/budgets');

/** What may be used in a period, how much of it is, and who gets which answer. */
export function BudgetsPage() {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const search: BudgetsSearch = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay('policy:change');
  const whose = useWhose();
  const budgets = useQuery(budgetsQuery);
  const usages = useQueries({ queries: (budgets.data ?? []).map(({ id }) => usageQuery(id)) });
  const usageOf = new Map(usages.flatMap(({ data }) => (data ? [[data.budget.id, data] as const] : [])));
  const open = budgets.data?.find(({ id }) => id === search.budget);
  const show = (next: BudgetsSearch): void => void navigate({ search: next });
  const columns: readonly Column<Budget>[] = [
    { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
    { key: 'whose', header: t('budget.whose'), cell: (budget) => <Name>{whose(budget)}</Name> },
    {
      key: 'limit',
      header: t('budget.limit'),
      width: '150px',
      align: 'end',
      cell: (budget) => <Measured amount={budget.limit} budget={budget} />,
    },
    { key: 'period', header: t('budget.per'), width: '80px', cell: ({ period }) => t(`budget.period.${period}`) },
    { key: 'used', header: t('budget.taken'), width: '200px', cell: (budget) => used(budget, usageOf.get(budget.id)) },
    {
      key: 'resets',
      header: t('budget.resets'),
      width: '130px',
      cell: ({ id }) => <Time at={usageOf.get(id)?.resets_at} as="minute" />,
    },
    {
      key: 'answer',
      header: t('budget.answer'),
      width: '180px',
      cell: (budget) => t(`budget.short.${answerOf(budget)}`),
    },
    { key: 'state', header: common('column.state'), width: '90px', cell: stateOf },
  ];
  function stateOf({ is_active }: Budget) {
    return common(is_active ? 'model.active' : 'model.inactive');
  }
  function used(budget: Budget, usage: Usage | undefined) {
    return budget.is_active && usage ? <Used counter={fullest(usage)} budget={budget} /> : '–';
  }
  const create = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => show({ edit: 'new' })}>
      {t('budget.create')}
    </Button>
  );
  return (
    <Page fill title={common('nav.budgets')} actions={create}>
      {budgets.error ? (
        <ProblemNotice error={budgets.error} onRetry={() => void budgets.refetch()} />
      ) : budgets.data === undefined ? (
        <Waiting />
      ) : budgets.data.length === 0 ? (
        <Empty>{t('budget.empty')}</Empty>
      ) : (
        <WithPanel
          panel={
            open && (
              <BudgetPanel
                key={open.id}
                budget={open}
                onEdit={() => show({ budget: open.id, edit: 'open' })}
                onClose={() => show({})}
              />
            )
          }
        >
          <LongTable
            label={common('nav.budgets')}
            columns={open ? columns.filter(({ key }) => besidePanel.has(key)) : columns}
            rows={budgets.data}
            rowKey={({ id }) => id}
            selected={search.budget ?? null}
            onOpen={({ id }) => show({ budget: id })}
            item={(budget) => (
              <div>
                <div className={classes.line}>
                  <Name>{budget.name}</Name>
                  <span>
                    <Measured amount={budget.limit} budget={budget} /> / {t(`budget.period.${budget.period}`)}
                  </span>
                </div>
                {used(budget, usageOf.get(budget.id))}
              </div>
            )}
          />
        </WithPanel>
      )}
      {mayChange && search.edit === 'new' && <BudgetForm budget={null} usage={null} onClose={() => show({})} />}
      {mayChange && search.edit === 'open' && open && !open.managed_by_file && (
        <BudgetForm budget={open} usage={usageOf.get(open.id) ?? null} onClose={() => show({ budget: open.id })} />
      )}
    </Page>
  );
}
