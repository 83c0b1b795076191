import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RangePicker } from '../../../components/range-picker.tsx';
import { useFormat } from '../../../lib/format.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { spanOf } from '../../../lib/range.ts';
import { actions, rulesQuery } from '../data.ts';
import { draftOf, unsavedOf } from '../draft.ts';
import { keptDraft } from '../kept-drafts.ts';
import { useStartBacktest } from './backtest-data.ts';
import classes from './backtest.module.css';

const route = getRouteApi('/shell/risk/backtests');
const otherwise = '24h';

/** Which rule, changed how, over which calls: the draft that is kept of it, or another action, or off. */
export function StartBacktest() {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { language } = usePreferences();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rules = useQuery(rulesQuery);
  const { nameOf } = useRuleNames();
  const start = useStartBacktest();
  const [change, setChange] = useState<string>('');
  const rule = rules.data?.find(({ id }) => id === search.rule);
  const kept = search.rule === undefined ? undefined : keptDraft(search.rule);
  const draft = rule && draftOf(rule);
  const action = actions.find((one) => one === change);
  const unsaved =
    kept && change === ''
      ? [kept.unsaved]
      : rule && draft && change !== ''
        ? [unsavedOf(rule, { ...draft, ...(action ? { action, is_enabled: true } : { is_enabled: change === 'on' }) })]
        : [];
  return (
    <form
      className={classes.start}
      aria-label={t('backtest.start')}
      onSubmit={(event) => {
        event.preventDefault();
        const { from, to } = spanOf(search, otherwise, format.zone, language);
        start.mutate(
          { from, to, rules: unsaved },
          { onSuccess: ({ id }) => void navigate({ to: '/risk/backtests/$id', params: { id } }) },
        );
      }}
    >
      <NativeSelect
        label={t('column.rule')}
        value={search.rule ?? ''}
        onChange={(event) =>
          void navigate({
            search: (before) => ({ ...before, rule: event.currentTarget.value || undefined }),
            replace: true,
          })
        }
        data={[
          { value: '', label: t('backtest.inForce') },
          ...(rules.data ?? []).map(({ id, display_name }) => ({ value: id, label: nameOf(id, display_name) })),
        ]}
      />
      {rule && (
        <NativeSelect
          label={t('backtest.change')}
          value={change}
          onChange={(event) => setChange(event.currentTarget.value)}
          data={[
            { value: '', label: kept ? t('backtest.draft') : t('backtest.asIs') },
            ...actions.map((value) => ({ value: value as string, label: common(`action.${value}`) })),
            { value: 'on', label: t('backtest.on') },
            { value: 'off', label: t('backtest.off') },
          ]}
        />
      )}
      <div className={classes.range}>
        <RangePicker
          value={search}
          span={spanOf(search, otherwise, format.zone, language)}
          otherwise={otherwise}
          onChange={(range) => void navigate({ search: (before) => ({ ...before, ...range }), replace: true })}
        />
      </div>
      <Button type="submit" variant="filled" loading={start.isPending}>
        {t('backtest.start')}
      </Button>
      {start.error && <ProblemNotice error={start.error} />}
    </form>
  );
}
