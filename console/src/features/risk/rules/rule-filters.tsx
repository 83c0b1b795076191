import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { useFormat } from '../../../lib/format.ts';
import { actions, categories, type Rule, severities } from '../data.ts';
import { chosenRules } from './rule-search.ts';
import classes from './rules.module.css';

const route = getRouteApi('/shell/risk/rules');

/** Which rules are shown: by category, with how many there are, and by what they do. */
export function RuleFilters({ rules }: { readonly rules: readonly Rule[] }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const names = useRuleNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changes: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const inAll = chosenRules(rules, { ...search, category: undefined }, names);
  const select = (
    label: string,
    key: 'severity' | 'action' | 'enabled',
    words: readonly (readonly [string, string])[],
  ) => (
    <NativeSelect
      aria-label={label}
      value={search[key] ?? ''}
      onChange={(event) => change({ [key]: event.currentTarget.value || undefined })}
      data={[
        { value: '', label: t('filter.all', { what: label }) },
        ...words.map(([value, word]) => ({ value, label: word })),
      ]}
    />
  );
  return (
    <div className={classes.filters} role="search" aria-label={t('filter.label')}>
      <div className={classes.categories}>
        {[undefined, ...categories].map((category) => {
          const isChosen = search.category === category;
          const count = category ? inAll.filter((rule) => rule.category === category).length : inAll.length;
          return (
            <Button
              key={category ?? ''}
              size="compact-sm"
              aria-pressed={isChosen}
              {...(isChosen && { variant: 'filled' })}
              onClick={() => change({ category })}
            >
              {category ? common(`category.${category}`) : t('filter.everything')} {format.count(count)}
            </Button>
          );
        })}
      </div>
      {select(
        t('column.severity'),
        'severity',
        severities.map((value) => [value, common(`severity.${value}`)]),
      )}
      {select(
        t('column.action'),
        'action',
        actions.map((value) => [value, common(`action.${value}`)]),
      )}
      {select(t('column.state'), 'enabled', [
        ['true', t('rules.on')],
        ['false', t('rules.off')],
      ])}
      <TextInput
        className={classes.search ?? ''}
        aria-label={t('filter.q')}
        placeholder={t('filter.q')}
        leftSection={<IconSearch size={16} />}
        value={search.q ?? ''}
        onChange={(event) => change({ q: event.currentTarget.value || undefined })}
        data-filter
      />
    </div>
  );
}
