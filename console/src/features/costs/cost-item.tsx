import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CountLink } from '../../components/figures.tsx';
import { callsIn } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import { Amount } from './amount.tsx';
import classes from './cost-table.module.css';
import { PlaceName, useLabel } from './labels.tsx';
import type { CostRow } from './rows.ts';
import type { CostsView } from './view.ts';

/** What a row is of: it opens into its parts, and its name leads to a page of it alone. */
export function RowName({ row }: { readonly row: CostRow }) {
  const { t } = useTranslation('costs');
  const { line, dimension, level, isOpen, toggle, narrowed } = row;
  const label = useLabel()(dimension, line);
  const Mark = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <span className={classes.name} data-level={level}>
      {toggle && (
        <ActionIcon size={24} onClick={toggle} aria-expanded={isOpen} aria-label={t('table.parts', { name: label })}>
          <Mark size={16} />
        </ActionIcon>
      )}
      {narrowed ? (
        <Link to="/costs" search={narrowed} className={classes.narrow}>
          <PlaceName dimension={dimension} place={line} />
        </Link>
      ) : (
        <PlaceName dimension={dimension} place={line} />
      )}
    </span>
  );
}

interface CostItemProps {
  readonly row: CostRow;
  readonly view: CostsView;
  readonly currency: string | undefined;
}

/** A row on a narrow screen: its name and its amounts, its calls and tokens below. */
export function CostItem({ row, currency }: CostItemProps) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const { line, level } = row;
  const shown = currency === undefined ? [] : line.costs;
  return (
    <div className={classes.item}>
      <div className={classes.line}>
        <RowName row={row} />
        <span className={classes.amounts}>
          {shown.length === 0 && '–'}
          {shown.map(({ kind, currency: own, amount }) => (
            <Amount key={`${kind} ${own}`} amount={amount} currency={own} />
          ))}
        </span>
      </div>
      <div className={classes.below} data-level={level}>
        <CountLink {...callsIn(line.calls_url)}>{t('table.callsCount', { count: line.calls })}</CountLink>
        <span>{t('table.tokensCount', { count: line.usage.total, told: format.compact(line.usage.total) })}</span>
      </div>
    </div>
  );
}
