import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionLine } from '../../components/call/decision-line.tsx';
import { Journey } from '../../components/call/journey.tsx';
import type { CallTab } from '../../components/call/links.tsx';
import { useContent } from '../../components/call/use-content.ts';
import { Id } from '../../components/id.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { type Call, callQuery } from '../../lib/call-query.ts';
import { useLetterKeys } from '../../lib/letter-keys.ts';
import { useLightPaper } from '../../lib/use-light-paper.ts';
import { CallActions } from './call-actions.tsx';
import { ConversationTab } from './conversation-tab.tsx';
import { CostTab } from './cost-tab.tsx';
import { ProofTab } from './proof-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { useLinkHere } from './use-link-here.ts';
import { useNeighbours } from './use-neighbours.ts';
import { WhoAndWhen } from './who-and-when.tsx';
import { WhyTab } from './why-tab.tsx';
import classes from './call-page.module.css';

/** What compares texts comes when it is asked for. */
const DifferencesTab = lazy(async () => ({ default: (await import('./differences-tab.tsx')).DifferencesTab }));

const route = getRouteApi('/shell/traffic/$requestId');
const tabs = ['why', 'conversation', 'differences', 'raw', 'cost', 'proof'] as const satisfies readonly CallTab[];

/** `/traffic/$requestId`: all of one call. */
export function CallPage() {
  const { requestId } = route.useParams();
  // What was opened of one call does not outlive the change to another.
  return <OneCall key={requestId} requestId={requestId} />;
}

function OneCall({ requestId }: { readonly requestId: string }) {
  const { t } = useTranslation('call');
  useLightPaper();
  const read = useQuery(callQuery(requestId));
  const { data: call } = read;
  return (
    <Page title={t('title')} about={<Id value={requestId} whole />} actions={call && <PageActions call={call} />}>
      {read.error && <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />}
      {!call && !read.error && <Waiting />}
      {call && (
        <>
          <WhoAndWhen call={call} />
          <DecisionLine call={call} />
          <Journey call={call} />
          <CallTabs call={call} />
        </>
      )}
    </Page>
  );
}

function PageActions({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const navigate = useNavigate();
  const search = route.useSearch();
  const { tab } = search;
  const copyLink = useLinkHere(call.request_id, search);
  const neighbours = useNeighbours(call);
  const go = (requestId: string | undefined): void => {
    if (requestId !== undefined)
      void navigate({ to: '/traffic/$requestId', params: { requestId }, search: { tab }, replace: true });
  };
  useLetterKeys({ j: () => go(neighbours?.after), k: () => go(neighbours?.before), y: () => void copyLink() });
  const user = call.user?.id;
  return (
    <>
      {neighbours && neighbours.count > 1 && (
        <span className={classes.neighbours}>
          {t('neighbours', { position: neighbours.position, count: neighbours.count })}
          <Tooltip label="k">
            <ActionIcon
              aria-label={t('act.previous')}
              disabled={neighbours.before === undefined}
              onClick={() => go(neighbours.before)}
            >
              <IconChevronUp size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="j">
            <ActionIcon
              aria-label={t('act.next')}
              disabled={neighbours.after === undefined}
              onClick={() => go(neighbours.after)}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
      {call.trace_id !== null && (
        <Button
          renderRoot={(props) => (
            <Link
              to="/traces/$traceId"
              params={{ traceId: call.trace_id ?? '' }}
              search={{ user, call: call.request_id }}
              {...props}
            />
          )}
        >
          {t('act.trace')}
        </Button>
      )}
      {call.session_id !== null && (
        <Button
          renderRoot={(props) => (
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: call.session_id ?? '' }}
              search={{ user, call: call.request_id }}
              {...props}
            />
          )}
        >
          {t('act.session')}
        </Button>
      )}
      <CallActions call={call} onCopyLink={() => void copyLink()} />
    </>
  );
}

function CallTabs({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const { tab = 'why', at } = route.useSearch();
  const navigate = useNavigate();
  const content = useContent(call.request_id);
  const open = (value: string | null): void => {
    const next = tabs.find((name) => name === value);
    void navigate({
      to: '/traffic/$requestId',
      params: { requestId: call.request_id },
      search: { tab: next === 'why' ? undefined : next },
    });
  };
  // On a narrow screen the open tab may stand beyond the edge.
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chosen = bar.current?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
    const seen = bar.current?.getBoundingClientRect();
    if (chosen && seen)
      bar.current?.scrollBy(Math.max(0, chosen.right - seen.right) + Math.min(0, chosen.left - seen.left), 0);
  }, [tab]);
  useLetterKeys(Object.fromEntries(tabs.map((name, index) => [String(index + 1), () => open(name)])));
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <div ref={bar} className={classes.tabs}>
        <Tabs.List aria-label={t('tab.label')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      <Tabs.Panel value="why" pt="md">
        <WhyTab call={call} content={content} />
      </Tabs.Panel>
      <Tabs.Panel value="conversation" pt="md">
        <ConversationTab call={call} content={content} at={at} />
      </Tabs.Panel>
      <Tabs.Panel value="differences" pt="md">
        <Suspense fallback={<Waiting lines={4} />}>
          <DifferencesTab call={call} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="raw" pt="md">
        <RawTab call={call} />
      </Tabs.Panel>
      <Tabs.Panel value="cost" pt="md">
        <CostTab call={call} />
      </Tabs.Panel>
      <Tabs.Panel value="proof" pt="md">
        <ProofTab call={call} />
      </Tabs.Panel>
    </Tabs>
  );
}
