import type { EventDraft, JournalEvent } from '../../server/src/audit/events.ts';
import { genesis } from '../../server/src/audit/integrity/chain.ts';
import { decodeEvent, encodeEvent, placeEvent } from '../../server/src/audit/journal/event-codec.ts';
import { ContentEpoch } from '../../server/src/audit/payloads/content-epoch.ts';
import { createPayloadStore } from '../../server/src/audit/payloads/payload-store.ts';
import { Assembler } from '../../server/src/audit/shipper/assembler.ts';
import type { Sink } from '../../server/src/audit/shipper/sink.ts';
import type { ProcessSealer } from '../../server/src/audit/vault/sealer.ts';
import { newId } from '../../server/src/platform/ids.ts';
import type { MadeCall } from './conversations.ts';

export interface Ingested {
  readonly calls: number;
  readonly conversations: number;
  /** Bytes of all request bodies and answers as they were on the wire. */
  readonly rawBytes: number;
  readonly composeMs: number;
  readonly writeMs: number;
}

const callsAtOnce = 500;

/**
 * Takes calls through what a gateway has behind its journey: composed and sealed by the payload store, encoded and
 * chained as in the journal, put into batches, and written by the sink with all projections. Only the disk of the
 * journal and HTTP are left out.
 */
export async function ingest(calls: Iterable<MadeCall>, sealer: ProcessSealer, sink: Sink): Promise<Ingested> {
  const journalId = newId('jrn');
  const store = createPayloadStore(sealer, new ContentEpoch());
  const position = await sink.position(journalId, 'bench');
  const assembler = new Assembler(journalId, position, {
    holdMs: 5000,
    heldBytesMax: 2 ** 25,
    quietMs: 0,
    batchEventsMax: 5000,
    batchBytesMax: 2 ** 26,
  });
  let sequence = 0n;
  let hash: Uint8Array = genesis(journalId);
  const chained = (draft: EventDraft): JournalEvent => {
    const body = encodeEvent(draft, ++sequence, hash);
    hash = placeEvent(body, sequence, hash);
    return decodeEvent(body, journalId);
  };
  const counts = { calls: 0, rawBytes: 0, composeMs: 0, writeMs: 0 };
  const sessions = new Set<string | null>();
  let events: JournalEvent[] = [chained({ kind: 'key', head: sealer.head, content: null })];
  const flush = async (): Promise<void> => {
    assembler.add(events, Date.now());
    events = [];
    const startedAt = performance.now();
    const batch = assembler.take(Date.now(), true);
    if (batch) {
      await sink.write(batch);
      assembler.written(batch);
    }
    counts.writeMs += performance.now() - startedAt;
  };
  for (const { atMs, open, body, pieces, settle, answer } of calls) {
    const startedAt = performance.now();
    const prepared = store.prepare({
      requestId: open.request_id,
      atMs,
      userId: open.user?.id ?? null,
      sessionId: open.session_id,
      parts: [{ payload: 'request_received', encoding: 'identity', bytes: body }],
      pieces,
      turn: pieces.slice(0, 1),
    });
    events.push(chained({ kind: 'open', head: open, content: prepared.content }));
    events.push(chained({ kind: 'settle', head: settle, content: store.seal(answer, prepared.epoch) }));
    prepared.durable();
    counts.composeMs += performance.now() - startedAt;
    counts.rawBytes += body.length + (answer[0]?.bytes.length ?? 0);
    sessions.add(open.session_id);
    if (++counts.calls % callsAtOnce === 0) await flush();
    if (counts.calls % 50_000 === 0) process.stderr.write(`${counts.calls} calls\n`);
  }
  await flush();
  return { ...counts, conversations: sessions.size };
}
