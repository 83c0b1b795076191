import type { Said } from './response-events.ts';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

/** One item of a response's `output` while it grows. All methods but `value` give the events that tell what they did. */
export interface OutputItem {
  /** Its place in `output`. */
  readonly index: number;
  open(): Said[];
  /** What of it is open within it, and then it itself, is told as done. */
  close(status: ItemStatus): Said[];
  /** As it stands now. */
  value(status: ItemStatus): object;
}

/** The event with which every item begins. */
export function itemAdded(item: OutputItem): Said {
  return ['response.output_item.added', { output_index: item.index, item: item.value('in_progress') }];
}

/** The event with which every item ends. */
export function itemDone(item: OutputItem, status: ItemStatus): Said {
  return ['response.output_item.done', { output_index: item.index, item: item.value(status) }];
}
