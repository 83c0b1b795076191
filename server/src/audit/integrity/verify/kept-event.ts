import type { KeptEvent } from './record-source.ts';
import type { ReportBuilder } from './report.ts';

export function headOf<Head>({ headBytes }: Pick<KeptEvent, 'headBytes'>): Head {
  return JSON.parse(Buffer.from(headBytes).toString('utf8')) as Head;
}

/** The call that an event is of. */
export function requestOf(event: KeptEvent): string {
  return String(headOf<{ readonly request_id: string }>(event).request_id);
}

export function placeOf({ journalId, sequence }: KeptEvent): { journalId: string; sequence: bigint } {
  return { journalId, sequence };
}

/** Names an event within a record. */
export function keyOf({ journalId, sequence }: { readonly journalId: string; readonly sequence: bigint }): string {
  return `${journalId} ${sequence}`;
}

/**
 * What `read` makes of an event. Where its head is not what an event of its kind has, that is a finding, and null: who
 * altered it need not have kept to any form.
 */
export function readable<T>(event: KeptEvent, report: ReportBuilder, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
    report.found(`the event is not one that a gateway writes as "${event.kind}"`, placeOf(event));
    return null;
  }
}
