import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { RangePicker } from '../../components/range-picker.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { spanOf } from '../../lib/range.ts';
import { AttentionStrip } from './attention-strip.tsx';
import { CallsOverTime } from './calls-over-time.tsx';
import { Figures } from './figures.tsx';
import { StartHint } from './start-hint.tsx';
import { Found, WhoUses } from './most.tsx';
import { ProvidersNow, RecordNow } from './health.tsx';
import classes from './overview.module.css';
import { type Overview, overviewQuery } from './overview-query.ts';

/** Only who has made no call yet needs its code. */
const FirstRun = lazy(async () => ({ default: (await import('./first-run/first-run.tsx')).FirstRun }));

/** What happens, what it costs, whether record and providers are well, and what needs somebody. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  const { zone } = useFormat();
  const { language } = usePreferences();
  const mayChange = useMay('policy:change');
  // Who is led to a first call stays with the steps when it comes, until they go on themselves.
  const [isFirstRun, setFirstRun] = useState<boolean | null>(null);
  const read = useQuery(overviewQuery(search, zone, language));
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt, isFetchedAfterMount } = read;
  // What was read before this page was opened may be from before the first call.
  if (isFirstRun === null && data && isFetchedAfterMount) setFirstRun(mayChange && !data.record.has_calls);
  if (isFirstRun) {
    return (
      <Page title={common('nav.overview')}>
        <Suspense fallback={<Waiting lines={14} />}>
          <FirstRun onLeave={() => setFirstRun(false)} />
        </Suspense>
      </Page>
    );
  }
  return (
    <Page
      title={common('nav.overview')}
      actions={
        <>
          {data?.record.has_calls && <StartHint overview={data} />}
          <RangePicker
            value={search}
            span={spanOf(search, '24h', zone, language)}
            otherwise="24h"
            onChange={(range) => void navigate({ to: '/', search: range })}
          />
        </>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!error && (data === undefined || (!data.record.has_calls && !isFetchedAfterMount)) && <Waiting lines={14} />}
      {data && !data.record.has_calls && isFetchedAfterMount && <Empty>{t('noCalls')}</Empty>}
      {data?.record.has_calls && <Told overview={data} readAt={dataUpdatedAt} isOld={isPlaceholderData} />}
    </Page>
  );
}

interface ToldProps {
  readonly overview: Overview;
  readonly readAt: number;
  /** Another range is being read. */
  readonly isOld: boolean;
}

function Told({ overview, readAt, isOld }: ToldProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const seesAll = useMay('catalogue:read');
  const navigate = useNavigate();
  const latest = overview.record.last_call_at;
  return (
    <div className={classes.told} data-old={isOld || undefined} aria-busy={isOld}>
      {overview.is_partial && <Alert variant="outline">{t('partial', { from: format.minute(overview.from) })}</Alert>}
      <AttentionStrip attention={overview.attention} />
      <Figures overview={overview} />
      <div className={seesAll ? classes.halves : classes.whole}>
        <section className={classes.wide}>
          <CallsOverTime overview={overview} readAt={readAt} />
        </section>
        {seesAll && (
          <div className={classes.column}>
            <RecordNow record={overview.record} />
            {overview.providers && <ProvidersNow providers={overview.providers} overview={overview} />}
          </div>
        )}
      </div>
      <div className={classes.halves}>
        <Found overview={overview} />
        <WhoUses overview={overview} />
      </div>
      {overview.calls === 0 && latest !== null && (
        <Empty
          action={<Button onClick={() => void navigate({ to: '/', search: around(latest) })}>{t('goThere')}</Button>}
        >
          {t('noneHere', { latest: format.minute(latest) })}
        </Empty>
      )}
    </div>
  );
}

const dayMs = 86_400_000;

/** The day that ends just after a moment. */
function around(at: string): { from: string; to: string } {
  const to = Date.parse(at) + 60_000;
  return { from: new Date(to - dayMs).toISOString(), to: new Date(to).toISOString() };
}
