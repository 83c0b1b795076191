import { ActionIcon, Button, Menu, Popover, Stack, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconColumns, IconDownload, IconLink, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { useFormat } from '../../lib/format.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { queryOf, type TrafficSearch } from '../../lib/traffic-search.ts';
import { allColumns, columnsNamed, type ColumnKey, usualColumns } from './columns.tsx';
import type { ChangeSearch } from './use-traffic-search.ts';

interface ToolProps {
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
}

/** Whether new calls come by themselves. */
export function LiveButton({ search, change }: ToolProps) {
  const { t } = useTranslation('traffic');
  const isOn = search.live !== 'off';
  return (
    <Button
      leftSection={isOn ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      onClick={() => change({ live: isOn ? 'off' : undefined }, { replace: true })}
      aria-pressed={isOn}
      title={isOn ? t('live.pause') : t('live.go')}
    >
      {t('live.word')}
    </Button>
  );
}

const common = ['time', 'who', 'model', 'decision', 'found', 'tokens', 'cost', 'policy'] as const;
const isCommon = (key: ColumnKey): key is (typeof common)[number] => (common as readonly string[]).includes(key);

export function ColumnsMenu({ search, change }: ToolProps) {
  const { t } = useTranslation('traffic');
  const { t: words } = useTranslation();
  const shown = columnsNamed(search.cols);
  const toggle = (key: ColumnKey): void => {
    const next = allColumns.filter((one) => (one === key ? !shown.includes(one) : shown.includes(one)));
    const isUsual = next.join() === usualColumns.join() || next.length === 0;
    change({ cols: isUsual ? undefined : next.join() }, { replace: true });
  };
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon variant="default" size={36} aria-label={t('columns')}>
            <IconColumns size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={480} style={{ overflowY: 'auto' }}>
        {allColumns.map((key) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={shown.includes(key)}
            leftSection={shown.includes(key) ? <IconCheck size={14} /> : <span style={{ width: 14 }} />}
            onClick={() => toggle(key)}
          >
            {isCommon(key) ? words(`column.${key}`) : t(`column.${key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same calls as a file. Texts cannot be exported by: what they find is decided call by call. */
export function ExportMenu({ search }: Pick<ToolProps, 'search'>) {
  const { t } = useTranslation('traffic');
  const { t: words } = useTranslation();
  const { text: _text, ...query } = queryOf(search);
  const address = (format: string): string => `/api/audit/export${stringifySearch({ format, ...query })}`;
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={words('act.export')}>
          <ActionIcon variant="default" size={36} aria-label={words('act.export')}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {search.text === undefined ? (
          <>
            <Menu.Label>{t('export.recorded')}</Menu.Label>
            <Menu.Item component="a" href={address('csv')} download>
              {t('export.csv')}
            </Menu.Item>
            <Menu.Item component="a" href={address('jsonl')} download>
              {t('export.jsonl')}
            </Menu.Item>
          </>
        ) : (
          <Menu.Label>{t('export.text')}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The address of this very view, with its times as they are now or as they will be for who opens it. */
export function LinkButton({ search }: Pick<ToolProps, 'search'>) {
  const { t } = useTranslation('traffic');
  const format = useFormat();
  const [isFixed, setFixed] = useState(true);
  const [opened, setOpened] = useState(false);
  const [{ from, to }, setTimes] = useState({ from: '', to: '' });
  const isRelative = search.from === undefined;
  const open = (): void => {
    const span = queryOf(search);
    setTimes({ from: span.from ?? '', to: span.to ?? new Date().toISOString() });
    setOpened(!opened);
  };
  const { live: _live, ...rest } = search;
  const kept = isRelative && isFixed ? { ...rest, range: undefined, from, to } : rest;
  const link = `${window.location.origin}/traffic${stringifySearch(kept)}`;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={420} trapFocus returnFocus>
      <Popover.Target>
        <Button leftSection={<IconLink size={16} />} onClick={open}>
          {t('link.word')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        <Stack gap="sm">
          {isRelative && opened && (
            <Switch
              checked={isFixed}
              onChange={(event) => setFixed(event.currentTarget.checked)}
              label={t('link.fixed', { from: format.minute(from), to: format.minute(to) })}
            />
          )}
          <TextInput readOnly value={link} aria-label={t('link.address')} onFocus={(event) => event.target.select()} />
          <CopyButton value={link} label={t('link.address')} withWord />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
