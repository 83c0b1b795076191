import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ContentActs } from '../../components/call/content-acts.tsx';
import { Held } from '../../components/call/held.tsx';
import { TrafficLink } from '../../components/call/links.tsx';
import { Money, Name, Time } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { type Run, type RunKind, runQuery } from '../../lib/run-query.ts';
import { useLightPaper } from '../../lib/use-light-paper.ts';
import { useNarrow } from '../../lib/use-narrow.ts';
import { StepPanel } from './step-panel.tsx';
import { Steps } from './steps.tsx';
import classes from './run.module.css';

const traceRoute = getRouteApi('/shell/traces/$traceId');
const sessionRoute = getRouteApi('/shell/sessions/$sessionId');

export interface RunSearch {
  readonly show?: 'tree' | 'waterfall' | undefined;
  readonly call?: string | undefined;
  readonly user?: string | undefined;
  readonly idle?: 'shown' | undefined;
}

/** `/traces/$traceId`: the calls of one run of an agent. */
export function TracePage() {
  return <RunPage kind="trace" id={traceRoute.useParams().traceId} search={traceRoute.useSearch()} />;
}

/** `/sessions/$sessionId`: the calls of one conversation, under the runs that they are of. */
export function SessionPage() {
  return <RunPage kind="session" id={sessionRoute.useParams().sessionId} search={sessionRoute.useSearch()} />;
}

function RunPage({ kind, id, search }: { readonly kind: RunKind; readonly id: string; readonly search: RunSearch }) {
  const { t } = useTranslation('run');
  useLightPaper();
  const navigate = useNavigate();
  const isNarrow = useNarrow();
  const read = useQuery(runQuery(kind, id, search.user));
  const change = useCallback(
    (changes: RunSearch): void =>
      void navigate({
        to: '.',
        search: { ...search, ...changes } as LinkProps['search'],
        replace: true,
        resetScroll: false,
      }),
    [navigate, search],
  );
  const close = useCallback(() => change({ call: undefined }), [change]);
  const { show = 'waterfall', call: selected, idle } = search;
  const run = read.data;
  const first = run?.items[0];
  const owner = first?.user?.id;
  const step = run?.items.find(({ request_id }) => request_id === selected);
  return (
    <Page
      title={t(kind)}
      about={<Id value={id} />}
      fill
      actions={
        <>
          {!isNarrow && (
            <>
              {show === 'waterfall' && (
                <Switch
                  label={t('foldIdle')}
                  checked={idle !== 'shown'}
                  onChange={(event) => change({ idle: event.currentTarget.checked ? undefined : 'shown' })}
                />
              )}
              <SegmentedControl
                value={show}
                onChange={(value) => change({ show: value === 'tree' ? 'tree' : undefined })}
                data={[
                  { value: 'waterfall', label: t('waterfall') },
                  { value: 'tree', label: t('tree') },
                ]}
                aria-label={t('show')}
              />
            </>
          )}
          {owner !== undefined && (
            <ContentActs
              hold={{ kind, id, user: owner }}
              erase={kind === 'session' ? { kind, id, user: owner } : null}
            />
          )}
        </>
      }
    >
      {read.error && <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />}
      {!run && !read.error && <Waiting />}
      {run && (
        <>
          <Totals run={run} kind={kind} id={id} user={search.user} />
          {first && <Held call={{ ...first, ...(kind === 'session' && { trace_id: null }) }} />}
          <WithPanel
            panel={
              step && (
                <StepPanel key={step.request_id} call={step} number={run.items.indexOf(step) + 1} onClose={close} />
              )
            }
          >
            <Steps
              calls={run.items}
              byTrace={kind === 'session'}
              show={show}
              foldsIdle={idle !== 'shown'}
              selected={selected}
              label={t('steps')}
              onSelect={(requestId) => change({ call: requestId })}
              onOpen={(requestId) => void navigate({ to: '/traffic/$requestId', params: { requestId } })}
            />
          </WithPanel>
        </>
      )}
    </Page>
  );
}

/** What all calls of a run come to, and what binds them together. */
function Totals({
  run,
  kind,
  id,
  user,
}: {
  readonly run: Run;
  readonly kind: RunKind;
  readonly id: string;
  readonly user: string | undefined;
}) {
  const { t } = useTranslation('run');
  const format = useFormat();
  const [first] = run.items;
  const { calls, usage, costs, duration_ms, idle_ms } = run.totals;
  const owner: Readonly<Record<string, readonly string[]>> = user === undefined ? {} : { user: [user] };
  const byTools = run.items.filter(({ parent }) => parent !== null && parent.tool_calls.length > 0).length;
  const byHistory = run.items.filter(({ parent }) => parent?.tool_calls.length === 0).length;
  return (
    <div className={classes.totals}>
      <div className={classes.line}>
        {first?.user && <Name>{first.user.email}</Name>}
        {first?.instance && <Name>{first.instance.name}</Name>}
        <Time at={first?.at} as="minute" />
        <TrafficLink search={{ [`${kind}_id`]: [id], ...owner }}>{t('calls', { count: calls })}</TrafficLink>
        <span>{t('idle', { all: format.duration(duration_ms), ms: format.duration(idle_ms) })}</span>
        <span>{t('tokens', { count: usage.total, told: format.count(usage.total) })}</span>
        {costs.map(({ kind: of, currency, amount }) => (
          <Money key={`${of} ${currency}`} amount={amount} currency={currency} />
        ))}
        {kind === 'trace' && run.session_id !== null && (
          <Button
            size="compact-sm"
            renderRoot={(props) => (
              <Link
                to="/sessions/$sessionId"
                params={{ sessionId: run.session_id ?? '' }}
                search={{ user }}
                {...props}
              />
            )}
          >
            {t('toSession')}
          </Button>
        )}
      </div>
      {byTools + byHistory > 0 && (
        <p className={classes.dim}>{t('linked', { tools: format.count(byTools), history: format.count(byHistory) })}</p>
      )}
    </div>
  );
}
