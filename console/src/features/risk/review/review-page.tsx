import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { Page } from '../../../components/page.tsx';
import { rulesQuery } from '../data.ts';
import { ReviewQueue } from './review-queue.tsx';
import { ReviewedList } from './reviewed-list.tsx';
import classes from './review.module.css';

const route = getRouteApi('/shell/risk/review');

/** Findings to be judged one at a time; and what was said of others. */
export function ReviewPage() {
  const { t } = useTranslation('risk');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rules = useQuery(rulesQuery);
  const { nameOf } = useRuleNames();
  const change = (changes: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }) });
  return (
    <Page title={t('review.title')} about={t('review.about')}>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('review.which')}
          value={search.verdict ?? ''}
          onChange={(value) =>
            change({ verdict: value === 'right' || value === 'wrong' ? value : undefined, reviewer: undefined })
          }
          data={[
            { value: '', label: t('review.queue') },
            { value: 'right', label: t('review.right') },
            { value: 'wrong', label: t('review.wrong') },
          ]}
        />
        <NativeSelect
          aria-label={t('column.rule')}
          value={search.rule ?? ''}
          onChange={(event) => change({ rule: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('review.allRules') },
            ...(rules.data ?? []).map(({ id, display_name }) => ({ value: id, label: nameOf(id, display_name) })),
          ]}
        />
      </div>
      {search.verdict === undefined ? (
        <ReviewQueue key={search.rule ?? ''} rule={search.rule} />
      ) : (
        <ReviewedList verdict={search.verdict} rule={search.rule} reviewer={search.reviewer} />
      )}
    </Page>
  );
}
