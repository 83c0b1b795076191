import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { type Journal, JournalUnavailable, type Room } from '../../src/audit/journal/journal.ts';
import { type Call, receiveCall } from '../../src/journey/call.ts';
import { CallRecord, openRecord } from '../../src/journey/call-record.ts';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import { createPayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { openBox } from '../../src/audit/vault/box.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { sealer } from '../support/vault.ts';

const payloads = createPayloadStore(sealer, new ContentEpoch());
const room: Room = { bytes: 0, extend: () => true, release: () => undefined };

function aCall(): Call {
  const request = new IncomingMessage(new Socket());
  return receiveCall(request, new ServerResponse(request), '127.0.0.1', chatSurface);
}

interface FakeJournal extends Journal {
  readonly events: EventDraft[];
}

/** A journal that has no room for the first calls of `reserve`, and writes what `canWrite` lets it. */
function journalWithRoomAfter(
  refusals: number,
  given = room,
  canWrite = (_: EventDraft): boolean => true,
): FakeJournal {
  const events: EventDraft[] = [];
  let asked = 0;
  return {
    id: 'jrn_test',
    events,
    reserve: () => (asked++ < refusals ? null : given),
    append: async (added) => {
      if (!added.every(canWrite)) throw new JournalUnavailable('the disk failed');
      events.push(...added);
    },
    appendStranger: () => true,
    state: { writable: true, reason: null, bytes: 0, bytesMax: 0, backlogEvents: 0 },
    close: async () => undefined,
  };
}

it('a burst that is faster than the disk is made ready waits a moment instead of being refused', async () => {
  const journal = journalWithRoomAfter(3);
  expect(await openRecord(aCall(), { journal, payloads })).toBeInstanceOf(CallRecord);
  expect(journal.events.map((event) => event.kind)).toEqual(['open']);
});

it('without room the call is refused, and nothing of it is written', async () => {
  const journal = journalWithRoomAfter(Infinity);
  expect(await openRecord(aCall(), { journal, payloads })).toBeInstanceOf(JournalUnavailable);
  expect(journal.events).toEqual([]);
});

it('a call is settled once, whatever happens to it afterwards', async () => {
  const journal = journalWithRoomAfter(0);
  const record = (await openRecord(aCall(), { journal, payloads })) as CallRecord;
  await record.settle({ status: 'completed', httpStatus: 200 });
  await record.settle({ status: 'failed', httpStatus: 500 });
  expect(journal.events.map((event) => event.kind)).toEqual(['open', 'settle']);
  expect(journal.events[1]?.head).toMatchObject({ status: 'completed' });
});

const batch = Buffer.alloc(64 * 1024, 'b');

/** Everything of the provider's answer that is in the record. */
function captured(journal: FakeJournal): string {
  const contents = journal.events.flatMap(({ content }) => content ?? []);
  const parts = contents.flatMap((content) => openBox(sealer.dataKey.key, content).parts);
  const received = parts.filter((part) => part.payload === 'response_received');
  return Buffer.concat(received.map((part) => part.bytes)).toString();
}

it('bytes for which there is no more room stop the answer, and those the caller has go with the settle', async () => {
  const journal = journalWithRoomAfter(0, { ...room, extend: () => false });
  const record = (await openRecord(aCall(), { journal, payloads })) as CallRecord;
  expect(record.capture(Buffer.from('the caller has this'))).toBe(true);
  expect(record.capture(batch)).toBe(false);
  await record.settle({ status: 'failed', httpStatus: 200 });
  expect(captured(journal)).toBe(`the caller has this${batch.toString()}`);
});

it('bytes whose writing failed stop the answer, and go with the settle in their order', async () => {
  const journal = journalWithRoomAfter(0, room, (event) => event.kind !== 'captured');
  const record = (await openRecord(aCall(), { journal, payloads })) as CallRecord;
  expect(record.capture(batch)).toBe(true);
  expect(record.capture(Buffer.from('written behind it'))).toBe(true);
  await record.settle({ status: 'failed', httpStatus: 200 });
  expect(record.capture(Buffer.from('too late'))).toBe(false);
  expect(captured(journal)).toBe(`${batch.toString()}written behind it`);
});

it('a settle waits for the bytes before it, so that none is missing under it', async () => {
  const journal = journalWithRoomAfter(0);
  const record = (await openRecord(aCall(), { journal, payloads })) as CallRecord;
  for (const text of ['one ', 'two ', 'three']) {
    record.capture(Buffer.from(text));
    record.capture(batch);
  }
  await record.settle({ status: 'completed', httpStatus: 200 });
  expect(journal.events.at(-1)?.kind).toBe('settle');
  expect(captured(journal)).toBe(['one ', 'two ', 'three'].map((text) => text + batch.toString()).join(''));
});

it('an answer does not run on ahead of what is written', async () => {
  const journal = journalWithRoomAfter(0);
  const { append } = journal;
  let write = (): void => undefined;
  const mayWrite = new Promise<void>((resolve) => (write = resolve));
  journal.append = (events) => (events[0]?.kind === 'captured' ? mayWrite.then(() => append(events)) : append(events));
  const record = (await openRecord(aCall(), { journal, payloads })) as CallRecord;
  let given = 0;
  while (given < 1000 && record.capture(batch)) given++;
  expect(given).toBeGreaterThan(10);
  expect(given).toBeLessThan(600);
  write();
  await record.settle({ status: 'failed', httpStatus: 200 });
  expect(captured(journal)).toBe(batch.toString().repeat(given + 1));
});
