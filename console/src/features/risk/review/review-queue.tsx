import { Button, Group, Kbd, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { Empty } from '../../../components/empty.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useLetterKeys } from '../../../lib/letter-keys.ts';
import { FindingCard } from './finding-card.tsx';
import { MakeException } from './make-exception.tsx';
import type { Finding, Review, Verdict } from './review-data.ts';
import classes from './review.module.css';

interface Step {
  readonly finding: Finding;
  /** Null for one that was passed over. */
  readonly review: Review | null;
}

const keyOf = ({ request_id, hit }: Finding): string => `${request_id} ${hit}`;

/** One finding after the other: right, wrong, or later; the last step can be taken back. */
export function ReviewQueue({ rule }: { readonly rule: string | undefined }) {
  const { t } = useTranslation('risk');
  const { nameOf } = useRuleNames();
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [note, setNote] = useState('');
  const findings = useInfiniteQuery({
    queryKey: ['findings', rule],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/findings', {
          params: {
            query: {
              limit: 50,
              ...(rule !== undefined && { rule: [rule] }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const done = new Set(steps.map(({ finding }) => keyOf(finding)));
  const waiting = (findings.data?.pages ?? []).flatMap(({ items }) => items).filter((one) => !done.has(keyOf(one)));
  const current = waiting[0];
  const last = steps.at(-1);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = findings;
  useEffect(() => {
    if (current === undefined && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [current, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const mark = useMutation({
    mutationFn: async ({ finding, verdict }: { readonly finding: Finding; readonly verdict: Verdict }) => {
      const { request_id, hit } = finding;
      const review = await answer(api.POST('/api/reviews', { body: { request_id, hit, verdict, note: note.trim() } }));
      return { finding, review };
    },
    onSuccess: (step) => {
      setSteps((before) => [...before, step]);
      setNote('');
      void client.invalidateQueries({ queryKey: ['reviews'] });
      void client.invalidateQueries({ queryKey: ['rule statistics'] });
    },
  });
  const undo = useMutation({
    mutationFn: async ({ review }: Step) => {
      if (review === null) return;
      const params = { path: { id: review.id }, header: { 'if-match': `"${review.revision}"` } };
      await answer(api.DELETE('/api/reviews/{id}', { params }));
      void client.invalidateQueries({ queryKey: ['reviews'] });
    },
    onSuccess: () => setSteps((before) => before.slice(0, -1)),
  });
  const isBusy = mark.isPending || undo.isPending;
  const judge = (verdict: Verdict): void => {
    if (current && !isBusy) mark.mutate({ finding: current, verdict });
  };
  const skip = (): void => {
    if (current && !isBusy) setSteps((before) => [...before, { finding: current, review: null }]);
  };
  const takeBack = (): void => {
    if (last && !isBusy) undo.mutate(last);
  };
  useLetterKeys({ r: () => judge('right'), w: () => judge('wrong'), s: skip, u: takeBack }, { isOnce: true });

  if (findings.error) return <ProblemNotice error={findings.error} onRetry={() => void findings.refetch()} />;
  if (findings.isPending || (current === undefined && hasNextPage)) return <Waiting lines={6} />;
  return (
    <div className={classes.queue}>
      {current === undefined ? (
        <Empty
          action={
            <Button onClick={() => void findings.refetch().then(() => setSteps([]))}>{t('review.lookAgain')}</Button>
          }
        >
          {t('review.empty')}
        </Empty>
      ) : (
        <>
          <FindingCard key={keyOf(current)} finding={current} />
          <TextInput
            label={t('review.note')}
            value={note}
            maxLength={2000}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      {(mark.error ?? undo.error) && <ProblemNotice error={mark.error ?? undo.error} />}
      <Group gap="sm" role="toolbar" aria-label={t('review.acts')}>
        {current && (
          <>
            <Button loading={isBusy} rightSection={<Kbd size="xs">r</Kbd>} onClick={() => judge('right')}>
              {t('review.right')}
            </Button>
            <Button loading={isBusy} rightSection={<Kbd size="xs">w</Kbd>} onClick={() => judge('wrong')}>
              {t('review.wrong')}
            </Button>
            <Button variant="subtle" rightSection={<Kbd size="xs">s</Kbd>} onClick={skip}>
              {t('review.skip')}
            </Button>
          </>
        )}
        {last && (
          <Button variant="subtle" rightSection={<Kbd size="xs">u</Kbd>} onClick={takeBack}>
            {common('act.undo')}
          </Button>
        )}
      </Group>
      {last?.review && (
        <div className={classes.last} role="status">
          <Text size="sm">
            {t(`review.marked.${last.review.verdict}`, {
              name: nameOf(last.review.rule, last.review.display_name),
              sample: last.review.sample,
            })}
          </Text>
          {last.review.verdict === 'wrong' && last.review.applied === null && (
            <MakeException
              review={last.review}
              onApplied={(review) => setSteps((before) => [...before.slice(0, -1), { ...last, review }])}
            />
          )}
        </div>
      )}
    </div>
  );
}
