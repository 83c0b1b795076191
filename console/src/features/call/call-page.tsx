import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CallTab } from '../../components/call/links.tsx';
import { DecisionLine } from '../../components/call/decision-line.tsx';
import { Journey } from '../../components/call/journey.tsx';
import { Id } from '../../components/id.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { callQuery } from '../../lib/call-query.ts';
import { CostTab } from './cost-tab.tsx';
import { WhoAndWhen } from './who-and-when.tsx';
import { WhyTab } from './why-tab.tsx';

const route = getRouteApi('/shell/traffic/$requestId');
const tabs = ['why', 'cost'] as const satisfies readonly CallTab[];

/** `/traffic/$requestId`: all of one call. */
export function CallPage() {
  const { t } = useTranslation('call');
  const { requestId } = route.useParams();
  const { tab = 'why' } = route.useSearch();
  const navigate = useNavigate();
  const read = useQuery(callQuery(requestId));
  const call = read.data;
  return (
    <Page title={t('title')} about={<Id value={requestId} whole />}>
      {read.error && <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />}
      {!call && !read.error && <Waiting />}
      {call && (
        <>
          <WhoAndWhen call={call} />
          <DecisionLine call={call} />
          <Journey call={call} />
          <Tabs
            value={tab}
            onChange={(value) =>
              void navigate({
                to: '/traffic/$requestId',
                params: { requestId },
                search: { tab: value === 'why' ? undefined : (value as CallTab) },
              })
            }
            keepMounted={false}
          >
            <Tabs.List aria-label={t('tab.label')}>
              {tabs.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(`tab.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="why" pt="md">
              <WhyTab call={call} />
            </Tabs.Panel>
            <Tabs.Panel value="cost" pt="md">
              <CostTab call={call} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Page>
  );
}
