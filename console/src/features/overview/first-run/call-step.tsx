import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Snippets, snippetsQuery } from '../../../components/snippets.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ApiProblem } from '../../../lib/api.ts';
import classes from './first-run.module.css';
import type { NewKey } from './key-step.tsx';
import { madeUpCard, sendCall } from './send-call.ts';

/** What to copy for a first call; or the call itself, from here, where the gateway answers at this very address. */
export function CallStep({ made, hasCalled }: { readonly made: NewKey | null; readonly hasCalled: boolean }) {
  const { t } = useTranslation('start');
  const baseUrl = useQuery(snippetsQuery).data?.base_url;
  const isHere = baseUrl !== undefined && new URL(baseUrl).origin === location.origin;
  const sending = useMutation({
    mutationFn: (content: string) => sendCall(baseUrl ?? '', made?.secret ?? '', content),
  });
  return (
    <Stack gap="sm">
      <Snippets secret={made?.secret ?? null} />
      {made && isHere && (
        <Group gap="sm">
          <Button variant="filled" onClick={() => sending.mutate('Hello')} loading={sending.isPending}>
            {t('sendHello')}
          </Button>
          {hasCalled && (
            <Button onClick={() => sending.mutate(t('madeUp', { card: madeUpCard() }))} loading={sending.isPending}>
              {t('sendMadeUp')}
            </Button>
          )}
        </Group>
      )}
      {made === null && (
        <Text size="sm" c="dimmed">
          {t('keyGone')}
        </Text>
      )}
      {sending.data && (
        <blockquote className={classes.answer} dir="auto" aria-label={t('answer')}>
          {sending.data}
        </blockquote>
      )}
      {sending.error instanceof ApiProblem && sending.error.status > 0 ? (
        <blockquote className={classes.answer} dir="auto" aria-label={t('refusal')}>
          {sending.error.message}
        </blockquote>
      ) : (
        sending.error && <ProblemNotice error={sending.error} />
      )}
    </Stack>
  );
}
