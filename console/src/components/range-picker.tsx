import { Button, Menu } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format.ts';
import { type RangeName, type RangeSearch, rangeNames, type Span } from '../lib/range.ts';

/** Its code comes when it is asked for. */
const OwnRange = lazy(async () => ({ default: (await import('./own-range.tsx')).OwnRange }));

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
      <Suspense fallback={null}>
        {isOwn && <OwnRange span={span} onClose={() => setOwn(false)} onChange={onChange} />}
      </Suspense>
    </>
  );
}
