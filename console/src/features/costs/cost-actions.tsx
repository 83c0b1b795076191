import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { RangePicker } from '../../components/range-picker.tsx';
import type { RangeName } from '../../lib/range.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import classes from './costs-page.module.css';
import { allLines } from './queries.ts';
import { asked, type CostsView, otherwise } from './view.ts';
import { isTime } from './words.ts';

const ranges: readonly RangeName[] = [
  'today',
  'yesterday',
  '7d',
  'this-week',
  'last-week',
  '30d',
  'this-month',
  'last-month',
  '90d',
  'this-year',
];

/** The time that the page is of, and what can be taken away from it. */
export function CostActions({ view, currency }: { readonly view: CostsView; readonly currency: string | undefined }) {
  const { t } = useTranslation('costs');
  const { search, span, by } = view;
  const and = search.and === undefined ? undefined : view.next;
  const also = search.also ?? currency;
  const query = {
    ...asked(view, span),
    ...((isTime(by) || (and && isTime(and))) && { time_zone: view.zone }),
    ...(and && { and }),
    ...(search.also && { currency: also, rates: search.rates }),
  };
  const csv = `/api/costs/by/${by}${stringifySearch({ ...query, format: 'csv' })}`;
  const toJson = useMutation({
    mutationFn: async () => {
      const items = await allLines(by, query);
      download(`tollgate-costs-by-${[by, and].filter(Boolean).join('-')}.json`, JSON.stringify({ items }, null, 2));
    },
    onError: (error) => notifications.show({ message: error.message }),
  });
  return (
    <>
      <RangePicker
        value={search}
        span={span}
        otherwise={otherwise}
        names={ranges}
        onChange={(range) => view.go(range)}
      />
      <Menu>
        <Menu.Target>
          <Button
            leftSection={<IconDownload size={16} />}
            rightSection={<IconChevronDown size={14} />}
            loading={toJson.isPending}
          >
            {t('export.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={csv} download>
            {t('export.csv')}
          </Menu.Item>
          <Menu.Item onClick={() => toJson.mutate()}>{t('export.json')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button className={classes.print ?? ''} leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
        {t('export.print')}
      </Button>
      <CopyButton value={linkTo(view)} label={t('export.link')} />
    </>
  );
}

/** The same view for another reader, on another day: its range absolute. */
function linkTo({ search, span, zone }: CostsView): string {
  const { range: _range, ...rest } = search;
  return `${location.origin}${location.pathname}${stringifySearch({ ...rest, ...span, tz: zone })}`;
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
