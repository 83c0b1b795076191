import { useTranslation } from 'react-i18next';
import { Name } from '../../components/figures.tsx';
import type { Entry } from './queries.ts';

/** Who did it, by e-mail, or what else stands for them. */
export function ActorText({ actor }: { readonly actor: Entry['actor'] }) {
  const { t } = useTranslation('record');
  const kinds = ['bootstrap_token', 'command', 'file', 'user'] as const;
  const kind = kinds.find((one) => one === actor.kind);
  return <Name>{actor.email ?? (kind === undefined ? actor.kind : t(`actor.${kind}`))}</Name>;
}

/** What was done, in words; what is newer than these words as the log has it. */
export function ActionText({ entry }: { readonly entry: Pick<Entry, 'action'> }) {
  const { t, i18n } = useTranslation('record');
  const key = `action.${entry.action.replace('.', '_')}`;
  const isKnown = i18n.exists(key, { ns: 'record' });
  return <span title={entry.action}>{isKnown ? t(key as 'action.user_create') : entry.action}</span>;
}
