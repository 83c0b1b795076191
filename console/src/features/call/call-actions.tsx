import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { answer, api, problemOf } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { useMay } from '../../lib/me.ts';

type Asking = 'hold' | 'erase' | null;

/** What can be done with a call, beside looking at it. */
export function CallActions({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const client = useQueryClient();
  const mayHold = useMay('content:hold');
  const mayErase = useMay('content:erase');
  const [asking, setAsking] = useState<Asking>(null);
  const user = call.user?.id;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await curlOf(call));
      notifications.show({ message: t('curl.copied', { id: call.request_id }) });
    } catch (error) {
      notifications.show({ message: error instanceof Error ? error.message : String(error), color: 'blocked' });
    }
  };
  const hold = (reason: string): Promise<unknown> =>
    answer(
      api.POST('/api/legal-holds', {
        body: { scope: { kind: 'trace', id: call.trace_id ?? '', user: user ?? '' }, reason },
      }),
    ).then(() => notifications.show({ message: t('hold.done') }));
  const erase = (reason: string): Promise<unknown> =>
    answer(api.POST('/api/erasures', { body: { scope: { kind: 'invocation', id: call.request_id }, reason } })).then(
      async () => {
        notifications.show({ message: t('erase.done') });
        await client.invalidateQueries({ queryKey: ['call', call.request_id] });
      },
    );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('act.more')}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPosted(call) && <Menu.Item onClick={() => void copy()}>{t('act.curl')}</Menu.Item>}
          {mayHold && user !== undefined && call.trace_id !== null && (
            <Menu.Item onClick={() => setAsking('hold')}>{t('act.hold')}</Menu.Item>
          )}
          {mayErase && (
            <Menu.Item color="blocked" onClick={() => setAsking('erase')}>
              {t('act.erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'hold' && (
        <Confirm
          title={t('hold.title')}
          act={t('hold.act')}
          asksReason
          onConfirm={hold}
          onClose={() => setAsking(null)}
        >
          {t('hold.text')}
        </Confirm>
      )}
      {asking === 'erase' && (
        <Confirm
          title={t('erase.title')}
          act={t('erase.act')}
          destroys
          asksReason
          typed="ERASE"
          onConfirm={erase}
          onClose={() => setAsking(null)}
        >
          {t('erase.text')}
        </Confirm>
      )}
    </>
  );
}

const addresses: Readonly<Record<string, string>> = {
  'chat.completions': '/v1/chat/completions',
  responses: '/v1/responses',
  embeddings: '/v1/embeddings',
  messages: '/v1/messages',
  'messages.count_tokens': '/v1/messages/count_tokens',
};

function isPosted({ endpoint }: Call): boolean {
  return endpoint in addresses;
}

/** The request as a command line. The key is never in the record, so it has a placeholder. */
async function curlOf(call: Call): Promise<string> {
  const address = `/api/invocations/${encodeURIComponent(call.request_id)}/payloads/request-received`;
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null));
  const body = (await response.text()).replaceAll("'", String.raw`'\''`);
  return [
    `curl "$TOLLGATE_URL${addresses[call.endpoint]}"`,
    `-H "Authorization: Bearer $TOLLGATE_KEY"`,
    `-H 'content-type: application/json'`,
    `--data-binary '${body}'`,
  ].join(' \\\n  ');
}
