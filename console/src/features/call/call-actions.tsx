import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { ContentActs } from '../../components/call/content-acts.tsx';
import { problemOf } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';

/** What can be done with a call, beside looking at it. */
export function CallActions({ call, onCopyLink }: { readonly call: Call; readonly onCopyLink: () => void }) {
  const { t } = useTranslation('call');
  const common = useTranslation().t;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await curlOf(call));
      notifications.show({ message: t('curl.copied', { id: call.request_id }) });
    } catch (error) {
      notifications.show({ message: error instanceof Error ? error.message : String(error), color: 'blocked' });
    }
  };
  const { trace_id: trace, user } = call;
  return (
    <ContentActs
      hold={trace !== null && user ? { kind: 'trace', id: trace, user: user.id } : null}
      erase={{ kind: 'invocation', id: call.request_id }}
    >
      <Menu.Item onClick={onCopyLink}>{common('act.copyLink')}</Menu.Item>
      {isPosted(call) && <Menu.Item onClick={() => void copy()}>{t('act.curl')}</Menu.Item>}
    </ContentActs>
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
