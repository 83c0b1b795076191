import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../components/data-table.tsx';
import { LongTable } from '../../../components/long-table.tsx';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { ActionWord, SeverityWord } from '../../../components/words.tsx';
import { useFormat } from '../../../lib/format.ts';
import type { Rule, Statistics } from '../data.ts';
import { EnabledMark, Hits, LastHit, MarkedRuleName, WrongRate } from './rule-cells.tsx';
import type { RuleSort } from './rule-search.ts';
import classes from './rules.module.css';

const route = getRouteApi('/shell/risk/rules');

export interface RulesTableProps {
  readonly rules: readonly Rule[];
  readonly statistics: ReadonlyMap<string, Statistics> | undefined;
  readonly selected: ReadonlySet<string>;
  /** Undefined for who may change none. */
  readonly onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
  /** A panel stands beside it. */
  readonly isNarrow: boolean;
}

export function RulesTable({ rules, statistics, selected, onSelect, isNarrow }: RulesTableProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { nameOf } = useRuleNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const toggle = (rule: Rule): void => {
    if (rule.managed_by_file) return;
    const next = new Set(selected);
    if (!next.delete(rule.id)) next.add(rule.id);
    onSelect?.(next);
  };
  const choosable = rules.filter(({ managed_by_file }) => !managed_by_file);
  const areAll = choosable.length > 0 && choosable.every(({ id }) => selected.has(id));
  const box = (rule: Rule): ReactNode => (
    <Checkbox
      size="xs"
      aria-label={t('rules.select', { name: nameOf(rule.id, rule.display_name) })}
      checked={selected.has(rule.id)}
      disabled={rule.managed_by_file}
      onChange={() => toggle(rule)}
    />
  );
  const sortable = (sort: RuleSort, word: string): ReactNode => {
    const isChosen = search.sort === sort;
    const Mark = sort === 'name' ? IconArrowUp : IconArrowDown;
    return (
      <button
        type="button"
        className={classes.sort}
        aria-pressed={isChosen}
        onClick={() => void navigate({ search: (before) => ({ ...before, sort: isChosen ? undefined : sort }) })}
      >
        {word} {isChosen && <Mark size={12} aria-hidden />}
      </button>
    );
  };
  const columns: readonly (Column<Rule> | false)[] = [
    onSelect !== undefined && {
      key: 'select',
      width: '36px',
      header: (
        <Checkbox
          size="xs"
          aria-label={t('rules.selectAll')}
          checked={areAll}
          indeterminate={!areAll && rules.some(({ id }) => selected.has(id))}
          onChange={() => onSelect(areAll ? new Set() : new Set(choosable.map(({ id }) => id)))}
        />
      ),
      cell: box,
    },
    {
      key: 'on',
      width: '44px',
      header: t('rules.on'),
      cell: (rule) => <EnabledMark isEnabled={rule.is_enabled} />,
    },
    {
      key: 'name',
      header: sortable('name', t('column.rule')),
      cell: (rule) => <MarkedRuleName rule={rule} isShort={isNarrow} />,
    },
    !isNarrow && {
      key: 'category',
      width: '96px',
      header: t('column.category'),
      cell: ({ category }) => common(`category.${category}`),
    },
    {
      key: 'severity',
      width: '100px',
      header: sortable('severity', t('column.severity')),
      cell: ({ severity }) => <SeverityWord severity={severity} />,
    },
    {
      key: 'action',
      width: '136px',
      header: t('column.action'),
      cell: ({ action }) => <ActionWord action={action} />,
    },
    !isNarrow && {
      key: 'reads',
      width: '150px',
      header: t('column.reads'),
      cell: ({ scope }) => {
        const told = scope ? format.list(scope.map((one) => t(`scope.${one}`))) : t('scope.all');
        return <span title={told}>{told}</span>;
      },
    },
    {
      key: 'hits',
      width: isNarrow ? '76px' : '124px',
      align: 'end',
      header: sortable('hits', t('column.hits')),
      cell: ({ id }) => <Hits rule={id} statistics={statistics?.get(id)} isShort={isNarrow} />,
    },
    !isNarrow && {
      key: 'wrong',
      width: '72px',
      align: 'end',
      header: sortable('wrong', t('column.wrong')),
      cell: ({ id }) => <WrongRate statistics={statistics?.get(id)} />,
    },
    !isNarrow && {
      key: 'last',
      width: '100px',
      header: sortable('last', t('column.last')),
      cell: ({ id }) => <LastHit statistics={statistics?.get(id)} />,
    },
  ];
  return (
    <LongTable
      label={t('rules.title')}
      rows={rules}
      rowKey={({ id }) => id}
      selected={search.rule ?? null}
      columns={columns.filter((column) => column !== false)}
      onOpen={(rule) =>
        void navigate({ search: ({ create: _create, tab: _tab, ...rest }) => ({ ...rest, rule: rule.id }) })
      }
      onRowKey={(event, rule) => {
        if (event.key !== ' ' && event.key !== 'x') return;
        event.preventDefault();
        toggle(rule);
      }}
      item={(rule) => (
        <div className={classes.item}>
          <div className={classes.line}>
            {onSelect !== undefined && box(rule)}
            <EnabledMark isEnabled={rule.is_enabled} />
            <MarkedRuleName rule={rule} />
          </div>
          <div className={classes.line}>
            <SeverityWord severity={rule.severity} />
            <ActionWord action={rule.action} />
            <Hits rule={rule.id} statistics={statistics?.get(rule.id)} />
          </div>
        </div>
      )}
    />
  );
}
