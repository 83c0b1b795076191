import type { EventDraft, JournalEvent } from '../../src/audit/events.ts';
import { canonicalBytes, genesis, leafOf, link } from '../../src/audit/integrity/chain.ts';
import type { EventSource } from '../../src/audit/shipper/event-source.ts';

/** An event that carries a number and `bytes` bytes which depend on it. */
export function sample(number: number, bytes = 100): EventDraft {
  return {
    kind: 'captured',
    head: { request_id: `req_${number}` },
    content: { keyId: Buffer.alloc(16, 1), commitment: Buffer.alloc(32, 2), epoch: 0, box: boxOf(number, bytes) },
  };
}

function boxOf(number: number, bytes: number): Buffer {
  return Buffer.alloc(bytes, `${number},`);
}

/** The number of an event made by `sample`, after checking that it came back whole. */
export function numberOf(event: JournalEvent): number {
  const { request_id: id } = event.head as { request_id: string };
  const number = Number(id.slice(4));
  const bytes = event.content?.box ?? Buffer.alloc(0);
  if (!boxOf(number, bytes.length).equals(bytes)) throw new Error(`event ${number} came back changed`);
  return number;
}

/** The first event whose chain does not go on from the one before it; null when the chain is whole. */
export function breakOf(events: readonly JournalEvent[]): bigint | null {
  let before: Uint8Array | null = null;
  for (const event of events) {
    if (before === null && event.sequence === 1n) before = genesis(event.journalId);
    if (before !== null && Buffer.compare(before, event.previous) !== 0) return event.sequence;
    before = link(event.previous, leafOf(canonicalBytes(event)));
  }
  return null;
}

/** All that a finished journal, or `count` events that a live one, returns. */
export async function readAll(source: EventSource, count = Number.POSITIVE_INFINITY): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  while (!source.ended && events.length < count) {
    const more = await source.next(100, 1024 * 1024, 10_000);
    if (more.length === 0 && !source.ended) throw new Error(`only ${events.length} events came`);
    events.push(...more);
  }
  await source.close();
  return events;
}
