import { expect, test } from 'vitest';
import { Assembler, type AssemblerOptions } from '../../src/audit/shipper/assembler.ts';
import type { Position } from '../../src/audit/shipper/batch.ts';
import { MemoryJournal, open, openHead, part, requestId, settle, settleHead } from './events.ts';

const options: AssemblerOptions = {
  holdMs: 5000,
  heldBytesMax: 1e9,
  quietMs: 1000,
  batchEventsMax: 1000,
  batchBytesMax: 1e9,
};
const start: Position = { version: 0n, sequence: 0n, held: [], chainHash: null };

/** Calls that were opened, and so many of them settled. */
function journalOf(opens: number, settles: number): MemoryJournal {
  const journal = new MemoryJournal();
  const ids = Array.from({ length: opens }, () => requestId());
  journal.append(...ids.map((id) => open(openHead(id), part('request_received', 'x'.repeat(1000)))));
  journal.append(...ids.slice(0, settles).map((id) => settle(settleHead(id))));
  return journal;
}

test('after a restart the calls that were not read again yet stay held when others are written', () => {
  const { id, events } = journalOf(6, 1);
  const position = { ...start, version: 3n, sequence: 6n, held: [1n, 2n, 3n, 4n, 5n, 6n] };
  const assembler = new Assembler(id, position, { ...options, heldBytesMax: 0 });
  assembler.add(events.slice(0, 2), 0);
  const first = assembler.take(0);
  expect(first?.calls.map(({ open: { sequence } }) => sequence)).toEqual([1n, 2n]);
  expect(first?.events).toEqual([]);
  expect(first?.after.held).toEqual([3n, 4n, 5n, 6n]);
});

test('what was to be read again and did not come before the next new event is held no longer', () => {
  const { id, events } = journalOf(3, 1);
  const assembler = new Assembler(id, { ...start, version: 1n, sequence: 3n, held: [1n, 2n, 3n] }, options);
  assembler.add([...events.slice(0, 1), ...events.slice(2)], 0);
  const batch = assembler.take(0);
  expect(batch?.after).toMatchObject({ sequence: 4n, held: [3n] });
});

test('events that make no rows yet are written after the time that they may wait, or as soon as they are many', () => {
  const { id, events } = journalOf(10, 0);
  const patient = new Assembler(id, start, options);
  patient.add(events, 0);
  expect(patient.take(999)).toBeNull();
  expect(patient.take(1000)?.after).toMatchObject({ sequence: 10n, held: events.map(({ sequence }) => sequence) });
  const byNumber = new Assembler(id, start, { ...options, batchEventsMax: 10 });
  byNumber.add(events.slice(0, 9), 0);
  expect(byNumber.take(0)).toBeNull();
  byNumber.add(events.slice(9), 0);
  expect(byNumber.take(0)?.events).toHaveLength(10);
  const byBytes = new Assembler(id, start, { ...options, batchBytesMax: 8000 });
  byBytes.add(events, 0);
  expect(byBytes.take(0)?.contents).toHaveLength(10);
});

test('a call that waits for its settle keeps none of the bytes of its content in memory', () => {
  const { id, events } = journalOf(1, 1);
  const assembler = new Assembler(id, start, options);
  assembler.add(events.slice(0, 1), 0);
  assembler.written(assembler.take(1000)!);
  assembler.add(events.slice(1), 1000);
  const [call] = assembler.take(1000)?.calls ?? [];
  expect(call?.open).toEqual({
    kind: 'open',
    journalId: id,
    sequence: 1n,
    head: events[0]?.head,
    hasContent: true,
  });
});
