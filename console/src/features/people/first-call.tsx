import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DecisionWord, StatusWord } from '../../components/words.tsx';
import { CountLink, Time } from '../../components/figures.tsx';
import { answer, api } from '../../lib/api.ts';
import { callAt } from '../../lib/calls.ts';
import classes from './first-call.module.css';

/** Waits for the first call by a key, and shows what was decided of it. */
export function FirstCall({
  keyId,
  since,
  waiting,
}: {
  readonly keyId: string;
  readonly since: string;
  readonly waiting: string;
}) {
  const { t } = useTranslation('people');
  const { data: call } = useQuery({
    queryKey: ['first call', keyId],
    queryFn: async () => {
      const query = { key: [keyId], from: since, limit: 200 };
      const { items } = await answer(api.GET('/api/invocations', { params: { query } }));
      return items.at(-1) ?? null;
    },
    // Until it is there and over.
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'open' ? false : 2000),
  });
  if (!call) {
    return (
      <p className={classes.call} role="status">
        <Loader size={14} aria-hidden /> {waiting}
      </p>
    );
  }
  return (
    <p className={classes.call} role="status">
      <Time at={call.at} /> <code>{call.requested_model}</code> → <code>{call.final_model ?? '–'}</code>{' '}
      <DecisionWord decision={call.decision} /> <StatusWord status={call.status} />{' '}
      <CountLink {...callAt(call.request_id)}>{t('key.firstCall')}</CountLink>
    </p>
  );
}
