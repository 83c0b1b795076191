import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { equal } from '../draft.ts';
import { useFieldWord, useValueWords } from './value-words.ts';
import classes from './rule-panel.module.css';

/** Who changed a rule, when, from what to what, and which policy version that made. */
export function RuleHistory({ rule }: { readonly rule: string }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const log = useInfiniteQuery({
    queryKey: ['rules', 'history', rule],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/administration-log', {
          params: {
            query: {
              target_kind: ['rule'],
              target_id: rule,
              limit: 20,
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  if (log.error) return <ProblemNotice error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <Waiting lines={4} />;
  const entries = log.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <Empty>{t('history.none')}</Empty>;
  return (
    <>
      <ol className={classes.entries}>
        {entries.map(({ id, at, actor, before, after, policy_version: version, reason }) => (
          <li key={id}>
            <h3>
              <Time at={at} as="minute" />
              <Name>{actor.email ?? actor.kind}</Name>
              <Text component="span" size="sm" c="dimmed">
                {t('history.version', { version })}
              </Text>
            </h3>
            {reason !== null && <Text size="sm">{reason}</Text>}
            <Changes before={before} after={after} />
          </li>
        ))}
      </ol>
      {log.hasNextPage && (
        <div>
          <Button onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
            {common('act.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

type Fields = Readonly<Record<string, unknown>> | null;

function Changes({ before, after }: { readonly before: Fields; readonly after: Fields }) {
  const { t } = useTranslation('risk');
  const fieldWord = useFieldWord();
  const wordOf = useValueWords();
  if (after === null) return <Text size="sm">{t('history.deleted')}</Text>;
  if (before === null) return <Text size="sm">{t('history.created')}</Text>;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !equal(before[field], after[field]),
  );
  return (
    <table className={classes.versions}>
      <thead>
        <tr>
          <th scope="col">{t('history.field')}</th>
          <th scope="col">{t('history.before')}</th>
          <th scope="col">{t('history.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((field) => (
          <tr key={field}>
            <th scope="row">{fieldWord(field)}</th>
            <td>{wordOf(field, before[field])}</td>
            <td>{wordOf(field, after[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
