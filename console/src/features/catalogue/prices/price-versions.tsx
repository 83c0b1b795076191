import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/chip.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Time } from '../../../components/figures.tsx';
import catalogue from '../catalogue.module.css';
import type { PriceVersion } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';

export interface PriceVersionsProps {
  readonly versions: readonly PriceVersion[];
  readonly inForce: number | null;
}

/** All versions of a model's prices, the newest first. None is ever changed: a later one takes over. */
export function PriceVersions({ versions, inForce }: PriceVersionsProps) {
  const { t } = useTranslation('catalogue');
  const [openedAt] = useState(() => Date.now());
  const standing = (price: PriceVersion) => {
    if (price.version === inForce)
      return (
        <Chip tone="good" icon={IconCheck}>
          {t('price.inForce')}
        </Chip>
      );
    return Date.parse(price.valid_from) > openedAt ? t('price.future') : null;
  };
  const columns: Column<PriceVersion>[] = [
    { key: 'version', header: '#', width: '32px', align: 'end', cell: ({ version }) => version },
    { key: 'from', header: t('price.from'), width: '138px', cell: (one) => <Time at={one.valid_from} as="minute" /> },
    { key: 'to', header: t('price.to'), width: '98px', cell: (one) => <Time at={one.valid_to} as="minute" /> },
    { key: 'price', header: t('column.price'), cell: (one) => <ShownPrice price={one} /> },
    { key: 'state', header: '', width: '92px', cell: standing },
  ];
  return (
    <DataTable
      label={t('price.versions')}
      columns={columns}
      rows={versions.toReversed()}
      rowKey={({ version }) => String(version)}
      item={(one) => (
        <span className={catalogue.item}>
          <span className={catalogue.itemLine}>
            {one.version} <ShownPrice price={one} />
            <span className={catalogue.push}>{standing(one)}</span>
          </span>
          <span className={catalogue.itemLine}>
            <Time at={one.valid_from} as="minute" />
          </span>
        </span>
      )}
    />
  );
}
