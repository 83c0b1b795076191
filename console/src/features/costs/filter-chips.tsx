import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import classes from './filter-chips.module.css';
import { PlaceName } from './labels.tsx';
import { lineOfOne } from './queries.ts';
import { type FilterName, type Filterable, filterOf } from './words.ts';

type Chosen = Readonly<Partial<Record<FilterName, readonly string[] | undefined>>>;

export interface FilterChipsProps {
  readonly names: readonly FilterName[];
  readonly chosen: Chosen;
  readonly onChange: (changes: Chosen) => void;
}

/** What a view is narrowed to, each with a way out of it. */
export function FilterChips({ names, chosen, onChange }: FilterChipsProps) {
  const { t } = useTranslation('costs');
  const chips = names.flatMap((name) => (chosen[name] ?? []).map((value) => ({ name, value })));
  if (chips.length === 0) return null;
  const without = (name: FilterName, value: string): Chosen => {
    const left = chosen[name]?.filter((one) => one !== value);
    return { [name]: left?.length ? left : undefined };
  };
  return (
    <ul className={classes.chips} aria-label={t('filter.only')}>
      {chips.map(({ name, value }) => (
        <FilterChip
          key={`${name} ${value}`}
          name={name}
          value={value}
          onRemove={() => onChange(without(name, value))}
        />
      ))}
    </ul>
  );
}

const dimensionOf = (name: FilterName): Filterable =>
  (Object.keys(filterOf) as Filterable[]).find((one) => filterOf[one] === name) ?? 'model';

interface ChipProps {
  readonly name: FilterName;
  readonly value: string;
  readonly onRemove: () => void;
}

function FilterChip({ name, value, onRemove }: ChipProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const dimension = dimensionOf(name);
  const known = useQuery(lineOfOne(dimension, name, value));
  // Of a session the name is that of its user.
  const place = { key: value, name: dimension === 'session' ? null : (known.data?.name ?? null) };
  return (
    <li className={classes.chip}>
      <span>{t(`by.${dimension}`)}</span> <PlaceName dimension={dimension} place={place} />
      <ActionIcon size={24} onClick={onRemove} aria-label={`${common('act.remove')}: ${place.name ?? value}`}>
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
}
