import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says what was done, with the way back for as long as it is shown. */
export function undoToast(message: string, undo: string, onUndo: () => unknown): void {
  const id = notifications.show({
    message: (
      <Group gap="sm" justify="space-between" wrap="nowrap">
        {message}
        <Button
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            void onUndo();
          }}
        >
          {undo}
        </Button>
      </Group>
    ),
    autoClose: 10_000,
  });
}
