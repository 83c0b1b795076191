import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from '../theme/tokens.ts';
import classes from './chip.module.css';

export interface ChipProps {
  readonly tone: Tone;
  readonly icon?: Icon;
  readonly children: ReactNode;
}

/** A word that stands out: always a word, with an icon beside it, so that colour never speaks alone. */
export function Chip({ tone, icon: Mark, children }: ChipProps) {
  return (
    <span className={classes.chip} style={{ color: `var(--tg-${tone})`, background: `var(--tg-${tone}-tint)` }}>
      {Mark && <Mark size={14} stroke={2} aria-hidden className={classes.icon} />}
      <span className={classes.word}>{children}</span>
    </span>
  );
}
