import { IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './first-run.module.css';

export interface StepProps {
  readonly title: string;
  /** What is there already, or what the step is for. */
  readonly told: ReactNode;
  readonly isDone: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
  /** Below what is open, on narrow screens. */
  readonly aside?: ReactNode;
}

/** One step, which opens in its place, done or not. */
export function Step({ title, told, isDone, isOpen, onToggle, children, aside }: StepProps) {
  const { t } = useTranslation('start');
  const Mark = isDone ? IconCircleCheck : isOpen ? IconCircleDot : IconCircle;
  return (
    <li className={classes.step} data-done={isDone || undefined}>
      <h2>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <Mark size={20} aria-hidden />
          <span className={classes.title}>{title}</span>
          <span className={classes.unseen}>{t(isDone ? 'done' : 'open')}</span>
        </button>
        <span className={classes.told}>{told}</span>
      </h2>
      {isOpen && <div className={classes.content}>{children}</div>}
      {isOpen && aside}
    </li>
  );
}
