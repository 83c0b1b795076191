import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './problem-notice.tsx';

export interface ConfirmProps {
  readonly title: string;
  /** What will follow, in numbers where they are known. */
  readonly children: ReactNode;
  /** The verb with its object. */
  readonly act: string;
  readonly destroys?: boolean;
  /** Asks for a reason, which goes into the administration log. */
  readonly asksReason?: boolean;
  /** Has to be typed first: for what cannot be undone. */
  readonly typed?: string;
  readonly onConfirm: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone, and stays open with the reason when it fails. */
export function Confirm(props: ConfirmProps) {
  const { title, children, act, destroys = false, asksReason = false, typed, onConfirm, onClose } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const confirming = useMutation({ mutationFn: () => onConfirm(reason), onSuccess: onClose });
  const isReady = (!asksReason || reason.trim() !== '') && (typed === undefined || name === typed);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) confirming.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm" component="div">
            {children}
          </Text>
          {asksReason && (
            <TextInput
              label={t('confirm.reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={500}
              data-autofocus
            />
          )}
          {typed !== undefined && (
            <TextInput
              label={t('confirm.typeName', { name: typed })}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
          {confirming.error && <ProblemNotice error={confirming.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button
              type="submit"
              variant="filled"
              {...(destroys && { color: 'blocked' })}
              disabled={!isReady}
              loading={confirming.isPending}
            >
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
