import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type Schemas } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import { KeyMade } from './key-made.tsx';
import type { Key } from './queries.ts';

const spans = { now: 0, hour: 3600, day: 86_400, week: 604_800, month: 2_592_000 } as const;
type SpanName = keyof typeof spans;

/** A new secret in place of an old one, which goes on working for a while. */
export function RotateKey({ apiKey, onClose }: { readonly apiKey: Key; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [span, setSpan] = useState<SpanName>('day');
  const [made, setMade] = useState<(Schemas['Key'] & { readonly secret: string }) | null>(null);
  const rotate = useAct(
    () =>
      answer(
        api.POST('/api/keys/{id}/rotate', {
          params: { path: { id: apiKey.id }, header: { 'if-match': `"${apiKey.revision}"` } },
          body: { old_valid_s: spans[span] },
        }),
      ),
    { onDone: setMade },
  );
  if (made !== null) return <KeyMade title={t('key.made', { name: made.name })} made={made} onClose={onClose} />;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('key.rotateTitle', { name: apiKey.name })}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('key.rotateText')}</Text>
          <Select
            label={t('key.oldEnds')}
            allowDeselect={false}
            value={span}
            onChange={(value) => setSpan(value as SpanName)}
            data={(Object.keys(spans) as SpanName[]).map((value) => ({ value, label: t(`span.${value}`) }))}
          />
          {rotate.error && <ProblemNotice error={rotate.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={rotate.isPending}>
              {t('key.rotate')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
