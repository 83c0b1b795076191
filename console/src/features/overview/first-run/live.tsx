import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionLine } from '../../../components/call/decision-line.tsx';
import { Why } from '../../../components/call/why.tsx';
import { Name, Time } from '../../../components/figures.tsx';
import { answer, api } from '../../../lib/api.ts';
import type { Call } from '../../../lib/call-query.ts';
import { callAt, callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from './first-run.module.css';
import type { NewKey } from './key-step.tsx';

const everyMs = 2000;
/** After so long without a call it is told what was seen instead. */
const patienceMs = 60_000;

/** Waits for a call, and shows the newest with what was decided of it. */
export function Live({ made, onCall }: { readonly made: NewKey | null; readonly onCall: () => void }) {
  const { t } = useTranslation('start');
  const [since] = useState(() => Date.now());
  const { data } = useQuery({
    queryKey: ['live', made?.id ?? null],
    queryFn: () =>
      answer(api.GET('/api/invocations', { params: { query: { limit: 10, ...(made && { key: [made.id] }) } } })),
    refetchInterval: everyMs,
  });
  // Who has no valid key is not who is waited for.
  const newest = data?.items.find(({ user }) => user !== null);
  const newestId = newest?.request_id;
  useEffect(() => {
    if (newestId !== undefined) onCall();
  }, [newestId, onCall]);
  return (
    <section className={classes.live} aria-label={t('live')} aria-live="polite">
      <h2>{t('live')}</h2>
      {newest ? (
        <Seen call={newest} />
      ) : (
        <>
          <p className={classes.waiting}>
            <Loader size={14} aria-hidden /> {made ? t('waitingKey', { prefix: made.prefix }) : t('waiting')}
          </p>
          <WhileWaiting since={since} />
        </>
      )}
    </section>
  );
}

function Seen({ call }: { readonly call: Call }) {
  const { t } = useTranslation('start');
  return (
    <>
      <p className={classes.seen}>
        <Time at={call.at} /> <Name>{call.instance?.name ?? call.user?.email}</Name>
      </p>
      <DecisionLine call={call} />
      <Why call={call} />
      <p className={classes.seen}>
        <Link {...callAt(call.request_id)}>{t('openCall')}</Link>
        <Link {...callsOf({})}>{t('openTraffic')}</Link>
      </p>
    </>
  );
}

/** What reached the gateway instead: callers whose key it does not know. */
function WhileWaiting({ since }: { readonly since: number }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), Math.max(0, since + patienceMs - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  const { data } = useQuery({
    queryKey: ['live', 'strangers', since],
    queryFn: () => {
      // Somebody may have tried just before.
      const from = new Date(since - patienceMs).toISOString();
      const query = { status: ['denied' as const], error_code: ['invalid_api_key'], from, limit: 200 };
      return answer(api.GET('/api/invocations', { params: { query } }));
    },
    enabled: isLong,
    refetchInterval: 5 * everyMs,
  });
  const base = useQuery({ queryKey: ['snippets'], queryFn: () => answer(api.GET('/api/snippets')) }).data?.base_url;
  if (!isLong || data === undefined) return null;
  const addresses = [...new Set(data.items.map(({ client_address }) => client_address ?? '–'))];
  return (
    <p className={classes.told}>
      {data.items.length === 0
        ? t('nothingSeen', { base: base ?? '' })
        : t('strangers', { count: data.items.length, addresses: format.list(addresses) })}
    </p>
  );
}
