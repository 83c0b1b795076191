import type { KeptEvent } from './record-source.ts';

export function headOf<Head>({ headBytes }: KeptEvent): Head {
  return JSON.parse(Buffer.from(headBytes).toString('utf8')) as Head;
}

/** The call that an event is of. */
export function requestOf(event: KeptEvent): string {
  return headOf<{ readonly request_id: string }>(event).request_id;
}

export function placeOf({ journalId, sequence }: KeptEvent): { journalId: string; sequence: bigint } {
  return { journalId, sequence };
}

/** Names an event within a record. */
export function keyOf({ journalId, sequence }: { readonly journalId: string; readonly sequence: bigint }): string {
  return `${journalId} ${sequence}`;
}
