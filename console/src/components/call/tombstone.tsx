import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Empty } from '../empty.tsx';
import type { Conversation } from './use-content.ts';

/** In place of content that is not there any more: who took it, when and why. */
export function Tombstone({ conversation: { missing, erasure } }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  if (erasure) {
    const by = erasure.actor.email ?? erasure.actor.kind;
    return <Empty>{t('content.erased', { at: format.minute(erasure.at), by, reason: erasure.reason })}</Empty>;
  }
  return <Empty>{t(`content.missing.${missing ?? 'none'}`)}</Empty>;
}
