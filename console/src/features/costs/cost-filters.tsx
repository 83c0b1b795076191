import { Select, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../lib/me.ts';
import classes from './cost-filters.module.css';
import { FilterChips } from './filter-chips.tsx';
import { useKnownCurrencies } from './rates/known-currencies.ts';
import type { CostsView } from './view.ts';
import { dimensions, filterNames } from './words.ts';
import { zonesToChoose } from './zones.ts';

interface FiltersProps {
  readonly view: CostsView;
  /** Those that the span has costs in. */
  readonly currencies: readonly string[];
  readonly currency: string | undefined;
}

/** By what, of what, in which currency, and whose days. */
export function CostFilters({ view, currencies, currency }: FiltersProps) {
  const { t } = useTranslation('costs');
  const { search, by, next, go } = view;
  const seesOthers = useMay('users:read');
  const choices = dimensions
    .filter((one) => seesOthers || one === by || (one !== 'user' && one !== 'cost_centre'))
    .map((value) => ({ value, label: t(`by.${value}`) }));
  const report = useMe()?.report_time_zone ?? 'UTC';
  return (
    <div className={classes.bar}>
      <Select
        label={t('filter.by')}
        data={choices}
        value={by}
        allowDeselect={false}
        w={150}
        onChange={(value) => value && go({ by: value === 'model' ? undefined : value })}
      />
      <Select
        label={t('filter.then')}
        data={choices.filter(({ value }) => value !== by)}
        value={next}
        allowDeselect={false}
        w={150}
        onChange={(value) => go({ and: value ?? undefined })}
      />
      <div className={classes.control}>
        <span id="cost-kind">{t('filter.kind')}</span>
        <SegmentedControl
          aria-labelledby="cost-kind"
          value={search.kind ?? 'all'}
          onChange={(kind) => go({ kind: kind === 'all' ? undefined : kind })}
          data={(['all', 'external', 'internal'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </div>
      {currencies.length > 1 && (
        <div className={classes.control}>
          <span id="cost-currency">{t('filter.currency')}</span>
          <SegmentedControl
            aria-labelledby="cost-currency"
            value={currency ?? ''}
            onChange={(value) => go({ currency: value === currencies[0] ? undefined : value })}
            data={[...currencies]}
          />
        </div>
      )}
      <AlsoIn view={view} />
      <Select
        label={t('filter.zone')}
        data={zonesToChoose(report, view.zone)}
        value={view.zone}
        allowDeselect={false}
        w={170}
        onChange={(zone) => go({ tz: zone === null || zone === report ? undefined : zone })}
      />
      <Switch
        className={classes.switch}
        label={t('filter.compare')}
        checked={search.compare === undefined}
        onChange={(event) => go({ compare: event.currentTarget.checked ? undefined : 'none' })}
      />
      <FilterChips names={filterNames} chosen={search} onChange={go} />
    </div>
  );
}

/** A total in one currency beside the others, where there are rates. */
function AlsoIn({ view }: { readonly view: CostsView }) {
  const { t } = useTranslation('costs');
  const known = new Set(useKnownCurrencies());
  if (view.search.also) known.add(view.search.also);
  if (known.size === 0) return null;
  return (
    <Select
      label={t('filter.also')}
      placeholder={t('filter.alsoNone')}
      data={[...known].toSorted()}
      value={view.search.also ?? null}
      clearable
      searchable
      w={130}
      onChange={(also) => view.go({ also: also ?? undefined, rates: undefined })}
    />
  );
}
