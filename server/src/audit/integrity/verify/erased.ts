import type { EpochHead, TombstoneHead } from '../../events.ts';
import { headOf, keyOf, requestOf } from './kept-event.ts';
import type { KeptEvent } from './record-source.ts';

/** Whether one of these erasures took the content of this call, if it was composed in this epoch. */
export function isErased(
  tombstones: readonly TombstoneHead[],
  call: { readonly requestId: string; readonly sessionId: string | null; readonly userId: string | null },
  epoch: number,
): boolean {
  return tombstones.some(({ scope, epoch: before }) => {
    if (epoch >= before) return false;
    if (scope.kind === 'invocation') return scope.id === call.requestId;
    if (scope.kind === 'session') return scope.id === call.sessionId && scope.user_id === call.userId;
    return scope.id === call.userId;
  });
}

/** The epoch that each journal has come to, as its chain is read. All contents of a call are of the epoch of its open. */
export class Epochs {
  readonly #current = new Map<string, number>();
  /** Of the calls that are open. */
  readonly #ofCalls = new Map<string, number>();

  /** The epochs of those of the events that have a content. */
  take(events: readonly KeptEvent[]): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const event of events) {
      const current = this.#current.get(event.journalId) ?? 0;
      if (event.kind === 'epoch') this.#current.set(event.journalId, headOf<EpochHead>(event).epoch);
      else if (event.kind === 'open') this.#ofCalls.set(requestOf(event), current);
      if (event.content !== null) found.set(keyOf(event), this.#epochOf(event) ?? current);
      if (event.kind === 'settle') this.#ofCalls.delete(requestOf(event));
    }
    return found;
  }

  #epochOf(event: KeptEvent): number | undefined {
    return event.kind === 'access' ? undefined : this.#ofCalls.get(requestOf(event));
  }
}
