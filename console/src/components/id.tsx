import { CopyButton } from './copy-button.tsx';
import classes from './id.module.css';

/** An id in short, with all of it on pointing and by copying. */
export function Id({ value, whole = false }: { readonly value: string; readonly whole?: boolean }) {
  const shown = whole || value.length <= 18 ? value : `${value.slice(0, 8)}…${value.slice(-4)}`;
  return (
    <span className={classes.id}>
      <code title={value}>{shown}</code>
      <CopyButton value={value} label={value} />
    </span>
  );
}
