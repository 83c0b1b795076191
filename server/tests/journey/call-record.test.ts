import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { type Journal, JournalUnavailable, type Room } from '../../src/audit/journal/journal.ts';
import { type Call, receiveCall } from '../../src/journey/call.ts';
import { CallRecord, openRecord } from '../../src/journey/call-record.ts';

const room: Room = { bytes: 0, extend: () => true, release: () => undefined };

function aCall(): Call {
  const request = new IncomingMessage(new Socket());
  return receiveCall(request, new ServerResponse(request), '127.0.0.1');
}

/** A journal that has no room for the first calls of `reserve`. */
function journalWithRoomAfter(refusals: number): Journal & { readonly events: EventDraft[] } {
  const events: EventDraft[] = [];
  let asked = 0;
  return {
    id: 'jrn_test',
    events,
    reserve: () => (asked++ < refusals ? null : room),
    append: async (added) => void events.push(...added),
    appendStranger: () => true,
    state: { writable: true, reason: null, bytes: 0, bytesMax: 0, backlogEvents: 0 },
    close: async () => undefined,
  };
}

it('a burst that is faster than the disk is made ready waits a moment instead of being refused', async () => {
  const journal = journalWithRoomAfter(3);
  expect(await openRecord(aCall(), journal)).toBeInstanceOf(CallRecord);
  expect(journal.events.map((event) => event.kind)).toEqual(['open']);
});

it('without room the call is refused, and nothing of it is written', async () => {
  const journal = journalWithRoomAfter(Infinity);
  expect(await openRecord(aCall(), journal)).toBeInstanceOf(JournalUnavailable);
  expect(journal.events).toEqual([]);
});

it('a call is settled once, whatever happens to it afterwards', async () => {
  const journal = journalWithRoomAfter(0);
  const record = (await openRecord(aCall(), journal)) as CallRecord;
  await record.settle({ status: 'completed', httpStatus: 200 });
  await record.settle({ status: 'failed', httpStatus: 500 });
  expect(journal.events.map((event) => event.kind)).toEqual(['open', 'settle']);
  expect(journal.events[1]?.head).toMatchObject({ status: 'completed' });
});
