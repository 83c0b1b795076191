import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { CallLink, RuleTestLink } from '../../components/call/links.tsx';
import type { Hit } from '../../lib/call-query.ts';
import classes from './tabs.module.css';

type Review = paths['/api/reviews']['get']['responses']['200']['content']['application/json']['items'][number];

const key = (requestId: string) => ['reviews of call', requestId];

/** Below a finding: to its place in the messages, and whether it was right, for who may say. */
export function HitActions({
  requestId,
  hit,
  index,
}: {
  readonly requestId: string;
  readonly hit: Hit;
  readonly index: number;
}) {
  const { t } = useTranslation('call');
  const mayRead = useMay('rules:read');
  const mayTest = useMay('rules:test');
  const mayJudge = useMay('reviews:write');
  const reviews = useQuery({
    queryKey: key(requestId),
    enabled: mayRead,
    queryFn: async () =>
      (await answer(api.GET('/api/reviews', { params: { query: { request_id: requestId, limit: 200 } } }))).items,
  });
  const own = reviews.data?.find((review) => review.hit === index);
  return (
    <Group gap="sm" className={classes.hitActions}>
      {hit.direction === undefined && (
        <CallLink requestId={requestId} tab="conversation" at={hit.place}>
          {t('found.see')}
        </CallLink>
      )}
      {mayTest && (
        <RuleTestLink rule={hit.rule} requestId={requestId}>
          {t('found.test')}
        </RuleTestLink>
      )}
      {mayJudge && reviews.data && <Judge requestId={requestId} index={index} review={own} />}
    </Group>
  );
}

function Judge({
  requestId,
  index,
  review,
}: {
  readonly requestId: string;
  readonly index: number;
  readonly review: Review | undefined;
}) {
  const { t } = useTranslation('call');
  const client = useQueryClient();
  const judging = useMutation({
    mutationFn: (verdict: 'right' | 'wrong') =>
      review
        ? answer(
            api.PATCH('/api/reviews/{id}', {
              params: { path: { id: review.id }, header: { 'if-match': `"${review.revision}"` } },
              body: { verdict },
            }),
          )
        : answer(api.POST('/api/reviews', { body: { request_id: requestId, hit: index, verdict } })),
    onSettled: () => client.invalidateQueries({ queryKey: key(requestId) }),
  });
  const button = (verdict: 'right' | 'wrong') => (
    <Button
      size="compact-sm"
      variant={review?.verdict === verdict ? 'filled' : 'default'}
      aria-pressed={review?.verdict === verdict}
      leftSection={verdict === 'right' ? <IconCheck size={14} /> : <IconX size={14} />}
      onClick={() => judging.mutate(verdict)}
      loading={judging.isPending && judging.variables === verdict}
    >
      {t(`found.${verdict}`)}
    </Button>
  );
  return (
    <>
      {button('right')}
      {button('wrong')}
      {review && (
        <span className={classes.dim}>{t('found.judgedBy', { who: review.actor.email ?? review.actor.kind })}</span>
      )}
      {judging.error && <ProblemNotice error={judging.error} />}
    </>
  );
}
