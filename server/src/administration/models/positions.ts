import { conflict } from '../refuse.ts';

interface Placed {
  readonly id: string;
  readonly position: number;
  readonly managed_by_file: boolean;
}

/**
 * The position of each model for a new order. Those that the configuration file manages stay where it put them; the
 * others go before, after, or between them where there is room.
 * @throws AdministrationRefusal when the order would move a model of the file
 */
export function positionsFor(ordered: readonly Placed[]): Map<string, number> {
  const positions = new Map<string, number>();
  let fixed: number | null = null;
  let waiting: Placed[] = [];
  const place = (first: number): void => {
    waiting.forEach(({ id }, index) => positions.set(id, first + index));
    waiting = [];
  };
  for (const model of ordered) {
    if (!model.managed_by_file) {
      waiting.push(model);
      continue;
    }
    if (fixed !== null && model.position - fixed <= waiting.length) {
      throw conflict('The configuration file says in which order its models stand: change that there.');
    }
    place(fixed === null ? model.position - waiting.length : fixed + 1);
    positions.set(model.id, model.position);
    fixed = model.position;
  }
  place(fixed === null ? 0 : fixed + 1);
  return positions;
}
