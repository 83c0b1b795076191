import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { showUndoable } from '../../../components/undo-toast.tsx';
import { answer, api } from '../../../lib/api.ts';
import { catalogueKey, type Model } from '../queries.ts';
import { Effects } from './effects.tsx';
import classes from './models.module.css';

export interface OrderBarProps {
  /** As they are saved. */
  readonly models: readonly Model[];
  readonly order: readonly string[];
  readonly as: string | undefined;
  readonly onDone: () => void;
}

/** What saving a new order would change, said before it is done. */
export function OrderBar({ models, order, as, onDone }: OrderBarProps) {
  const { t } = useTranslation('catalogue');
  const client = useQueryClient();
  const put = async (ids: readonly string[]): Promise<void> => {
    await answer(api.POST('/api/models/reorder', { body: { ids: [...ids] } }));
    await client.invalidateQueries({ queryKey: catalogueKey });
  };
  const save = useMutation({
    mutationFn: async () => {
      // By the time that it is saved, the list is read anew and in the new order.
      const before = models.map(({ id }) => id);
      await put(order);
      return before;
    },
    onSuccess: (before) => {
      onDone();
      showUndoable({ told: t('order.saved'), undo: () => put(before) });
    },
  });
  return (
    <>
      {save.error && <ProblemNotice error={save.error} />}
      <div className={classes.bar} role="region" aria-label={t('order.unsaved')}>
        <div className={classes.effects}>
          <Effects change={{ order: [...order] }} as={as} />
        </div>
        <Group gap="sm">
          <Button onClick={onDone}>{t('order.discard')}</Button>
          <Button variant="filled" loading={save.isPending} onClick={() => save.mutate()}>
            {t('order.save')}
          </Button>
        </Group>
      </div>
    </>
  );
}
