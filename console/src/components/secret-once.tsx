import { Button, Checkbox, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from './confirm.tsx';
import { CopyButton } from './copy-button.tsx';

export interface SecretOnceProps {
  readonly title: string;
  readonly secret: string;
  /** What to do with it: a snippet, say. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A secret that is shown once and lives in this component alone. Leaving without the tick asks once. */
export function SecretOnce({ title, secret, children, onClose }: SecretOnceProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const [isStored, setStored] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const close = (): void => (isStored ? onClose() : setAsking(true));
  return (
    <>
      <Modal opened onClose={close} title={title} size="lg" closeButtonProps={{ 'aria-label': t('act.close') }}>
        <Stack gap="md">
          <Group gap="sm" wrap="nowrap">
            <Code block style={{ flex: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }} data-secret>
              {isShown ? secret : `${secret.slice(0, 7)}${'•'.repeat(20)}`}
            </Code>
            <Button onClick={() => setShown(!isShown)}>{isShown ? t('act.hide') : t('act.show')}</Button>
            <CopyButton value={secret} label={title} withWord />
          </Group>
          <Text size="sm" c="dimmed">
            {t('secret.once')}
          </Text>
          {children}
          <Group justify="space-between">
            <Checkbox
              label={t('secret.stored')}
              checked={isStored}
              onChange={(event) => setStored(event.currentTarget.checked)}
            />
            <Button variant="filled" onClick={close}>
              {t('secret.done')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      {isAsking && (
        <Confirm
          title={t('secret.closeTitle')}
          act={t('act.close')}
          onConfirm={async () => onClose()}
          onClose={() => setAsking(false)}
        >
          {t('secret.closeText')}
        </Confirm>
      )}
    </>
  );
}
