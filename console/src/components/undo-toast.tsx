import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../lib/query-client.ts';

export interface Undoable {
  /** What was done. */
  readonly told: string;
  /** Takes it back; what it fails with is shown in place. */
  readonly undo: () => Promise<unknown>;
  /** Said once it is taken back. */
  readonly undone?: string;
}

/** Says what was done, with a way back for as long as it is shown. */
export function showUndoable(undoable: Undoable): void {
  const id = notifications.show({
    autoClose: 20_000,
    message: (
      <UndoToast
        {...undoable}
        onUndone={() => {
          notifications.hide(id);
          if (undoable.undone !== undefined) notifications.show({ message: undoable.undone });
        }}
      />
    ),
  });
}

/** Toasts stand beside the pages, where no client of queries is given. */
function UndoToast({ told, undo, onUndone }: Undoable & { readonly onUndone: () => void }) {
  const { t } = useTranslation();
  const undoing = useMutation({ mutationFn: undo, onSuccess: onUndone }, queryClient);
  return (
    <Group gap="sm" justify="space-between">
      <Text size="sm">{undoing.error ? undoing.error.message : told}</Text>
      <Button size="compact-sm" onClick={() => undoing.mutate()} loading={undoing.isPending}>
        {t('act.undo')}
      </Button>
    </Group>
  );
}
