import { useTranslation } from 'react-i18next';
import { Id } from '../../../components/id.tsx';
import { useFormat } from '../../../lib/format.ts';
import { CredentialTold } from '../credential-told.tsx';
import { type Fact, Facts } from '../facts.tsx';
import type { Provider } from '../queries.ts';

export function ProviderFacts({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { timeouts } = provider;
  const headers = Object.keys(provider.headers);
  const facts: Fact[] = [
    [t('endpoint.address'), <code key="address">{provider.base_url}</code>],
    [t('providers.protocol'), provider.protocol],
    ...(provider.api_version === null ? [] : [[t('providers.apiVersion'), provider.api_version] as const]),
    [t('providers.kind'), t(`providers.kinds.${provider.kind}`)],
    [t('endpoint.credential'), <CredentialTold key="credential" credential={provider.credential} />],
    ...(headers.length === 0 ? [] : [[t('providers.headers'), format.list(headers)] as const]),
    ...(provider.forward_headers.length === 0
      ? []
      : [[t('providers.forwardHeaders'), format.list(provider.forward_headers)] as const]),
    [
      t('providers.waits'),
      t('providers.waitsText', {
        connect: format.duration(timeouts.connect_ms),
        first: format.duration(timeouts.first_byte_ms),
        idle: format.duration(timeouts.idle_ms),
      }),
    ],
    [t('providers.usage'), provider.inject_usage ? t('providers.usageAsked') : t('providers.usageNotAsked')],
    [
      t('providers.onCallerLeft'),
      provider.on_caller_left === 'drain' ? t('providers.drainHelp') : t('providers.cancelHelp'),
    ],
    [t('providers.id'), <Id key="id" value={provider.id} />],
  ];
  return <Facts facts={facts} />;
}
