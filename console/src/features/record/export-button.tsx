import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RangePicker } from '../../components/range-picker.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { type RangeSearch, spanOf } from '../../lib/range.ts';
import { stringifySearch } from '../../lib/search-params.ts';

/** The record, or a part of it, as a file: the browser writes it while it comes, shows how far it is, and can stop it. */
export function ExportButton() {
  const { t } = useTranslation('record');
  const [isOpen, { open, close }] = useDisclosure(false);
  if (!useMay('audit:export')) return null;
  return (
    <>
      <Button leftSection={<IconDownload size={16} />} onClick={open}>
        {t('export.open')}
      </Button>
      {isOpen && <ExportDialog onClose={close} />}
    </>
  );
}

const decisions = ['passed', 'redacted', 'rerouted', 'blocked'] as const;

function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('record');
  const { t: common } = useTranslation();
  const { zone } = useFormat();
  const { language } = usePreferences();
  const [format, setFormat] = useState<'jsonl' | 'csv'>('jsonl');
  const [range, setRange] = useState<RangeSearch>({ range: '30d' });
  const [user, setUser] = useState('');
  const [decision, setDecision] = useState<string | null>(null);
  const [span, setSpan] = useState(() => spanOf(range, '30d', zone, language));
  const query = { format, ...span, user: user.trim(), decision };
  return (
    <Modal opened onClose={onClose} title={t('export.title')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('export.format')}
          value={format}
          onChange={(value) => setFormat(value)}
          data={[
            { value: 'jsonl', label: t('export.jsonl') },
            { value: 'csv', label: t('export.csv') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {format === 'jsonl' ? t('export.jsonlHelp') : t('export.csvHelp')}
        </Text>
        <div>
          <RangePicker
            value={range}
            span={span}
            otherwise="30d"
            onChange={(value) => {
              setRange(value);
              setSpan(spanOf(value, '30d', zone, language));
            }}
          />
        </div>
        <TextInput
          label={t('export.user')}
          description={t('export.userHelp')}
          value={user}
          maxLength={254}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <Select
          label={common('column.decision')}
          placeholder={t('export.anyDecision')}
          clearable
          value={decision}
          onChange={setDecision}
          data={decisions.map((value) => ({ value, label: common(`decision.${value}`) }))}
        />
        <Text size="sm">{t('export.logged')}</Text>
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button
            component="a"
            variant="filled"
            href={`/api/audit/export${stringifySearch(query)}`}
            download
            onClick={onClose}
          >
            {t('export.open')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
