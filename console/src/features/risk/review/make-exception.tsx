import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useMay } from '../../../lib/me.ts';
import { statisticsQuery } from '../data.ts';
import { type Review, useApply } from './review-data.ts';

export interface MakeExceptionProps {
  readonly review: Review;
  readonly onApplied?: (review: Review) => void;
}

/** For admins: what was marked as a false alarm comes no more, by its value or by its whole text. */
export function MakeException({ review, onApplied }: MakeExceptionProps) {
  const { t } = useTranslation('risk');
  const mayApply = useMay('policy:change');
  const { nameOf } = useRuleNames();
  const [asked, setAsked] = useState<'except' | 'reviewed_text' | null>(null);
  const statistics = useQuery({ ...statisticsQuery, enabled: asked !== null });
  const apply = useApply();
  if (!mayApply) return null;
  const { rule, sample } = review;
  const name = nameOf(rule, review.display_name);
  return (
    <Group gap="sm">
      <Button size="compact-sm" onClick={() => setAsked('except')}>
        {t('exception.except')}
      </Button>
      <Button size="compact-sm" onClick={() => setAsked('reviewed_text')}>
        {t('exception.reviewed_text')}
      </Button>
      {asked && (
        <Confirm
          title={t(`exception.title.${asked}`)}
          act={t(`exception.${asked}`)}
          onConfirm={async () => {
            const applied = await apply.mutateAsync({ id: review.id, as: asked });
            notifications.show({ message: t(`exception.done.${asked}`) });
            onApplied?.(applied);
          }}
          onClose={() => setAsked(null)}
        >
          {t(`exception.text.${asked}`, { name, sample, count: statistics.data?.get(rule)?.hits ?? 0 })}
        </Confirm>
      )}
    </Group>
  );
}
