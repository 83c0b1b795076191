import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type PreviewRequest, previewQuery } from '../queries.ts';
import { Sentence } from '../sentence.tsx';

/** What a change that is not made would alter for anybody: what `auto` takes, and where sensitive content goes. */
export function Effects({ change }: { readonly change: PreviewRequest }) {
  const { t } = useTranslation('catalogue');
  const { data: now } = useQuery(previewQuery({}));
  const { data: then, isPlaceholderData } = useQuery(previewQuery(change));
  if (!now || !then || isPlaceholderData) return null;
  const changes = (['auto', 'sensitive'] as const).filter((what) => now[what]?.id !== then[what]?.id);
  if (changes.length === 0) return <p>{t('order.nothingChanges')}</p>;
  return changes.map((what) => (
    <p key={what}>
      <Sentence
        text={t(`order.change.${what}`)}
        values={{ from: now[what]?.name ?? t('taken.none'), to: then[what]?.name ?? t('taken.none') }}
      />
    </p>
  ));
}
