import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/chip.tsx';
import { CountLink, Time } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Waiting } from '../../../components/page.tsx';
import { type Status, StatusWord } from '../../../components/words.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import catalogue from '../catalogue.module.css';
import { type Fact, Facts } from '../facts.tsx';
import { catalogueKey, type Provider } from '../queries.ts';
import classes from './providers.module.css';

const limit = 100;
const worst = ['failed', 'interrupted', 'aborted', 'open', 'denied', 'blocked', 'completed'] as const;

/** How the newest calls at a provider ended, how fast it began to answer, and what failed last. */
export function LastCalls({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogueKey, 'last calls', provider.id],
    queryFn: () => answer(api.GET('/api/invocations', { params: { query: { provider: [provider.id], limit } } })),
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting lines={3} />;
  const calls = data.items;
  if (calls.length === 0) return <p className={catalogue.soft}>{t('health.none')}</p>;
  const countOf = (status: Status): number => calls.filter((call) => call.status === status).length;
  const times = calls
    .map(({ timings_ms }) => timings_ms.first_token)
    .filter((ms) => typeof ms === 'number')
    .toSorted((a, b) => a - b);
  const [newest, oldest] = [calls[0]?.at ?? '', calls.at(-1)?.at ?? ''];
  // The very calls that were counted, however many come after them.
  const these = { provider: provider.name, from: oldest, to: new Date(Date.parse(newest) + 1).toISOString() };
  const lastFailed = calls.find(({ status }) => status === 'failed' || status === 'interrupted');
  const failed = countOf('failed') + countOf('interrupted');
  const facts: Fact[] = [
    [t('health.firstToken'), format.duration(times[Math.floor(times.length / 2)] ?? null)],
    [t('health.newest'), <Time key="newest" at={newest} as="minute" />],
    ...(lastFailed
      ? [[t('health.lastFailed'), <LastFailed key="failed" at={lastFailed.at} code={lastFailed.error_code} />] as const]
      : []),
  ];
  return (
    <>
      <div className={classes.statuses}>
        {failed === 0 ? (
          <Chip tone="good" icon={IconCheck}>
            {t('health.good', { count: calls.length })}
          </Chip>
        ) : (
          <Chip tone="fault" icon={IconAlertTriangle}>
            {t('health.bad', { failed, count: calls.length })}
          </Chip>
        )}
        {worst
          .filter((status) => countOf(status) > 0)
          .map((status) => (
            <span key={status}>
              <StatusWord status={status} />{' '}
              <CountLink {...callsOf({ ...these, status })}>{format.count(countOf(status))}</CountLink>
            </span>
          ))}
      </div>
      <Facts facts={facts} />
    </>
  );
}

function LastFailed({ at, code }: { readonly at: string; readonly code: string | null }) {
  return (
    <span>
      <Time at={at} as="minute" /> <code>{code ?? '–'}</code>
    </span>
  );
}
