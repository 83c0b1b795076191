import { SeenEvents } from '../verify/seen-events.ts';
import type { EventName } from './export.queries.ts';

/** The calls that an export shows, by the events that opened them: a bit for each. */
export class ChosenCalls {
  readonly #opens = new SeenEvents();

  add({ journal_id, sequence }: EventName): void {
    this.#opens.add('call', journal_id, BigInt(sequence));
  }

  has({ journal_id, sequence }: EventName): boolean {
    return this.#opens.has('call', journal_id, BigInt(sequence));
  }
}
