import type { EventDraft, JournalEvent } from '../../src/audit/events.ts';
import type { EventSource } from '../../src/audit/shipper/event-source.ts';

/** An event that carries a number and `bytes` bytes which depend on it. */
export function sample(number: number, bytes = 100): EventDraft {
  return {
    kind: 'captured',
    head: { request_id: `req_${number}` },
    parts: [{ payload: 'response_received', encoding: 'identity', bytes: content(number, bytes) }],
  };
}

function content(number: number, bytes: number): Buffer {
  return Buffer.alloc(bytes, `${number},`);
}

/** The number of an event made by `sample`, after checking that it came back whole. */
export function numberOf(event: JournalEvent): number {
  const { request_id: id } = event.head as { request_id: string };
  const number = Number(id.slice(4));
  const bytes = event.parts[0]?.bytes ?? Buffer.alloc(0);
  if (!content(number, bytes.length).equals(bytes)) throw new Error(`event ${number} came back changed`);
  return number;
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
