import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { midnight, type RangeSearch, type Span } from '../lib/range.ts';

export interface OwnRangeProps {
  readonly span: Span;
  readonly onChange: (value: RangeSearch) => void;
  readonly onClose: () => void;
}

/** Asks for two days of one's own. */
export function OwnRange({ span, onChange, onClose }: OwnRangeProps) {
  const { t } = useTranslation();
  const { zone, zoneName } = useFormat();
  const dayOf = (iso: string): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(iso));
  const [from, setFrom] = useState(dayOf(span.from));
  const [to, setTo] = useState(dayOf(span.to));
  const at = (day: string): string => {
    const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
    return new Date(midnight(year, month - 1, date, zone)).toISOString();
  };
  const isWhole = from !== '' && to !== '';
  const isOrdered = isWhole && from < to;
  return (
    <Modal opened onClose={onClose} title={t('range.custom')} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isOrdered) return;
          onChange({ range: undefined, from: at(from), to: at(to) });
          onClose();
        }}
      >
        <Stack gap="md">
          <TextInput
            type="date"
            label={t('range.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('range.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={isWhole && !isOrdered && t('range.order')}
          />
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {zoneName}
            </Text>
            <Button type="submit" variant="filled" disabled={!isOrdered}>
              {t('range.apply')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
