import type { EpochHead, TombstoneHead } from '../../events.ts';
import { headOf } from './kept-event.ts';
import type { KeptEvent } from './record-source.ts';

/** Whether one of these erasures took the content of this call, if the call is of this epoch. */
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

/** The epochs that journals came to, as their chains are read. */
export class Epochs {
  readonly #marks = new Map<string, { readonly sequence: bigint; readonly epoch: number }[]>();

  take(events: readonly KeptEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'epoch') continue;
      const marks = this.#marks.get(event.journalId) ?? [];
      this.#marks.set(event.journalId, marks);
      marks.push({ sequence: event.sequence, epoch: headOf<EpochHead>(event).epoch });
    }
  }

  /** The epoch of a call, and with it of all its contents: that in which the event was written that opened it. */
  ofCall(opened: { readonly journalId: string; readonly sequence: bigint } | null): number {
    const marks = opened ? (this.#marks.get(opened.journalId) ?? []) : [];
    return marks.findLast(({ sequence }) => opened !== null && sequence < opened.sequence)?.epoch ?? 0;
  }
}
