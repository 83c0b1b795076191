import { Button, Group, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHiding } from '../../components/call/use-content.ts';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { api, answer, problemOf } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { LinesView } from './lines-view.tsx';
import { EventsView } from './events-view.tsx';
import { eventsIn, linesOf, type StreamTimes } from './raw-text.ts';
import classes from './tabs.module.css';

const names = ['request-received', 'request-sent', 'response-received', 'response-sent'] as const;
type PayloadName = (typeof names)[number];

const addressOf = (call: Call, name: PayloadName): string =>
  `/api/invocations/${encodeURIComponent(call.request_id)}/payloads/${name}`;

/** The bytes as they were on the wire, with nothing masked: each opening is recorded. */
export function RawTab({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const [name, setName] = useState<PayloadName>('request-received');
  return (
    <div className={classes.stack}>
      <div className={classes.scroll}>
        <SegmentedControl
          value={name}
          onChange={(value) => setName(value)}
          data={names.map((value) => ({ value, label: t(`raw.${value}`) }))}
          aria-label={t('raw.which')}
        />
      </div>
      <Payload key={name} call={call} name={name} />
      <Facts call={call} />
    </div>
  );
}

interface RawBody {
  readonly text: string;
  readonly bytes: number;
  readonly isStream: boolean;
  readonly times: StreamTimes;
}

async function readRaw(call: Call, name: PayloadName): Promise<RawBody> {
  const response = await fetch(addressOf(call, name), { credentials: 'same-origin' });
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null));
  const body = await response.arrayBuffer();
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const path = { request_id: call.request_id };
  const times =
    isStream && name === 'response-received'
      ? (await answer(api.GET('/api/invocations/{request_id}/turn', { params: { path } }))).times
      : [];
  return {
    text: new TextDecoder().decode(body),
    bytes: body.byteLength,
    isStream,
    times: times.map(([bytes = 0, ms = 0]) => [bytes, ms] as const),
  };
}

function Payload({ call, name }: { readonly call: Call; readonly name: PayloadName }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const { data, error, mutate, isPending, reset } = useMutation({
    gcTime: 0,
    mutationFn: () => readRaw(call, name),
    onSuccess: () => notifications.show({ message: t('content.recorded', { id: call.request_id }) }),
  });
  useHiding(data !== undefined, reset);
  const download = (
    <Button
      component="a"
      href={addressOf(call, name)}
      download={`${call.request_id}-${name}`}
      leftSection={<IconDownload size={16} />}
    >
      {t('raw.download')}
    </Button>
  );
  if (error) return <ProblemNotice error={error} onRetry={() => mutate()} />;
  if (isPending) return <Waiting lines={6} />;
  if (!data) {
    return (
      <div className={classes.closed}>
        <p>{call.hits.length > 0 ? t('raw.closedFound', { count: call.hits.length }) : t('raw.closed')}</p>
        <Group gap="sm">
          <Button variant="filled" onClick={() => mutate()}>
            {t('raw.show')}
          </Button>
          {download}
        </Group>
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      <Group gap="sm">
        <Button onClick={reset}>{t('content.hide')}</Button>
        {download}
        <span className={classes.dim}>{format.bytes(data.bytes)}</span>
      </Group>
      {data.isStream ? (
        <EventsView events={eventsIn(data.text, data.times)} label={t(`raw.${name}`)} />
      ) : (
        <LinesView lines={linesOf(data.text)} label={t(`raw.${name}`)} />
      )}
    </div>
  );
}

/** What is recorded of a call's headers. */
function Facts({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const facts = [
    ['raw.endpoint', `${call.protocol} ${call.endpoint}`],
    ['raw.address', call.client_address],
    ['raw.agent', call.user_agent],
    ['raw.clientRequest', call.client_request_id],
    ['raw.status', call.http_status === null ? null : String(call.http_status)],
    ['raw.providerModel', call.provider_model],
    ['raw.providerRequest', call.provider_request_id],
    ['raw.tier', call.service_tier],
  ] as const;
  return (
    <section>
      <h3>{t('raw.recorded')}</h3>
      <dl className={classes.facts}>
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
