import { Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { midnight, type RangeName, type RangeSearch, rangeNames, type Span } from '../lib/range.ts';

export interface RangePickerProps {
  readonly value: RangeSearch;
  readonly span: Span;
  readonly otherwise: RangeName;
  readonly names?: readonly RangeName[];
  readonly onChange: (value: RangeSearch) => void;
}

/** Which time a view is of: a name, or two days of one's own. */
export function RangePicker({ value, span, otherwise, names = rangeNames, onChange }: RangePickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOwn, setOwn] = useState(false);
  const isNamed = value.range !== undefined || value.from === undefined;
  const told = isNamed
    ? t(`range.${value.range ?? otherwise}`)
    : `${format.minute(span.from)} – ${format.minute(span.to)}`;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button
            leftSection={<IconCalendar size={16} />}
            rightSection={<IconChevronDown size={14} />}
            aria-label={`${t('range.label')}: ${told}`}
          >
            {told}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {names.map((name) => (
            <Menu.Item key={name} onClick={() => onChange({ range: name, from: undefined, to: undefined })}>
              {t(`range.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setOwn(true)}>{t('range.custom')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOwn && <OwnRange span={span} onClose={() => setOwn(false)} onChange={onChange} />}
    </>
  );
}

function OwnRange({
  span,
  onChange,
  onClose,
}: Pick<RangePickerProps, 'span' | 'onChange'> & { readonly onClose: () => void }) {
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
