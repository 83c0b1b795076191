import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askedAs, type PreviewRequest, previewQuery } from '../queries.ts';
import { Sentence } from '../sentence.tsx';

export interface EffectsProps {
  /** What is not saved. */
  readonly change: PreviewRequest;
  /** Whose calls are meant; anybody's without. */
  readonly as?: string | undefined;
}

/** What a change that is not made would alter: what `auto` takes, and where sensitive content goes. */
export function Effects({ change, as }: EffectsProps) {
  const { t } = useTranslation('catalogue');
  const who = askedAs(as);
  const { data: now } = useQuery(previewQuery(who));
  const { data: then, isPlaceholderData } = useQuery(previewQuery({ ...who, ...change }));
  if (!now || !then || isPlaceholderData) return null;
  const changes = (['auto', 'sensitive'] as const).filter((what) => now[what]?.id !== then[what]?.id);
  if (changes.length === 0) return <p>{t('order.nothingChanges')}</p>;
  return changes.map((what) => {
    const [from, to] = [now[what]?.name, then[what]?.name];
    const text =
      to === undefined
        ? t(`order.ends.${what}`)
        : from === undefined
          ? t(`order.begins.${what}`)
          : t(`order.change.${what}`);
    return (
      <p key={what}>
        <Sentence text={text} values={{ from: from ?? '', to: to ?? '' }} />
      </p>
    );
  });
}
