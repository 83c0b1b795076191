import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { arrayMove, SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LongTable } from '../../../components/long-table.tsx';
import type { Model } from '../queries.ts';
import { useModelColumns } from './model-columns.tsx';
import classes from './models.module.css';
import { MoveHandle } from './move-handle.tsx';

export interface ModelListProps {
  readonly models: readonly Model[];
  readonly selected: string | null;
  readonly isNextToPanel: boolean;
  readonly onOpen: (model: Model) => void;
  /** Absent for who may not change the order. */
  readonly onOrder?: (ids: readonly string[]) => void;
}

/** The buttons and the keys are the way without a pointer, and the sentences above tell what came of it. */
const nothing = (): undefined => undefined;
const silent = {
  announcements: { onDragStart: nothing, onDragOver: nothing, onDragEnd: nothing, onDragCancel: nothing },
  screenReaderInstructions: { draggable: '' },
};

/** The models by position, each moved by dragging, by its buttons, or by Alt with an arrow. */
export function ModelList({ models, selected, isNextToPanel, onOpen, onOrder }: ModelListProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const ids = models.map(({ id }) => id);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= ids.length || from === to) return;
    onOrder?.(arrayMove(ids, from, to));
  };
  /** What moves within the page loses the focus: it goes on to where the same key or button moves the row again. */
  const moveBy = (from: number, by: -1 | 1, within = ''): void => {
    move(from, from + by);
    requestAnimationFrame(() => {
      const row = place.current?.querySelector<HTMLElement>(`[data-index="${from + by}"]`);
      (within === '' ? row : (row?.querySelector<HTMLElement>(`${within}:enabled`) ?? row))?.focus();
    });
  };
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  const handleOf = (model: Model): ReactNode => {
    const index = ids.indexOf(model.id);
    return (
      onOrder && (
        <MoveHandle
          id={model.id}
          name={model.display_name}
          isFirst={index === 0}
          isLast={index === ids.length - 1}
          onMove={(by) => moveBy(index, by, `[data-move='${by}']`)}
        />
      )
    );
  };
  const { columns, item } = useModelColumns({ handleOf: onOrder && handleOf, models, isNextToPanel });
  return (
    <div ref={place} className={classes.list}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd} accessibility={silent}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <LongTable
            label={t('nav.models')}
            columns={columns}
            rows={models}
            rowKey={({ id }) => id}
            item={item}
            selected={selected}
            onOpen={onOpen}
            onRowKey={(event, model) => {
              if (!onOrder || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
              event.preventDefault();
              event.stopPropagation();
              moveBy(ids.indexOf(model.id), event.key === 'ArrowUp' ? -1 : 1);
            }}
          />
        </SortableContext>
      </DndContext>
    </div>
  );
}
