import { useFormat } from '../lib/format.ts';
import classes from './quick-filters.module.css';

export interface QuickFiltersProps<Value extends string> {
  readonly label: string;
  readonly items: readonly { readonly value: Value; readonly label: string; readonly count?: number }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Saved views of a list, each with how many it holds; one is chosen. */
export function QuickFilters<Value extends string>({ label, items, value, onChange }: QuickFiltersProps<Value>) {
  const format = useFormat();
  return (
    <div role="group" aria-label={label} className={classes.filters}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-pressed={item.value === value}
          className={classes.filter}
          onClick={() => onChange(item.value)}
        >
          {item.label}
          {item.count !== undefined && <span className={classes.count}>{format.count(item.count)}</span>}
        </button>
      ))}
    </div>
  );
}
