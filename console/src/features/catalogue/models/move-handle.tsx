import { ActionIcon } from '@mantine/core';
import { useSortable } from '@dnd-kit/sortable';
import { IconChevronDown, IconChevronUp, IconGripVertical } from '@tabler/icons-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './models.module.css';

export interface MoveHandleProps {
  readonly id: string;
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
}

/** The buttons that move a row by one, and the grip to drag it by: the buttons are the feature, dragging the shortcut. */
export function MoveHandle({ id, name, isFirst, isLast, onMove }: MoveHandleProps) {
  const { t } = useTranslation('catalogue');
  const { setNodeRef, setActivatorNodeRef, listeners, transform, isDragging } = useSortable({ id });
  const row = useRef<HTMLElement | null>(null);
  const toRow = useCallback(
    (element: HTMLElement | null) => {
      row.current = element?.closest('tr') ?? null;
      setNodeRef(row.current);
    },
    [setNodeRef],
  );
  // The table draws the row; only its place while something is dragged is said from here.
  useEffect(() => {
    if (!row.current) return;
    row.current.style.transform = transform ? `translateY(${Math.round(transform.y)}px)` : '';
    row.current.style.opacity = isDragging ? '0.6' : '';
  }, [transform, isDragging]);
  return (
    <span className={classes.moves} ref={toRow}>
      <span ref={setActivatorNodeRef} {...listeners} className={classes.handle} title={t('order.drag')} aria-hidden>
        <IconGripVertical size={16} />
      </span>
      <ActionIcon
        size={24}
        aria-label={t('order.up', { name })}
        disabled={isFirst}
        onClick={() => onMove(-1)}
        data-move={-1}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t('order.down', { name })}
        disabled={isLast}
        onClick={() => onMove(1)}
        data-move={1}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
    </span>
  );
}
