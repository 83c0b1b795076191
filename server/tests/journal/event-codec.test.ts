import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEvent, encodeEvent, UnreadableEvent } from '../../src/audit/journal/event-codec.ts';
import { type EventDraft, eventKinds, partEncodings, partPayloads } from '../../src/audit/events.ts';
import { sample } from './sample-events.ts';

const drafts = fc.record({
  kind: fc.constantFrom(...eventKinds),
  head: fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
  parts: fc.array(
    fc.record({
      payload: fc.constantFrom(...partPayloads),
      encoding: fc.constantFrom(...partEncodings),
      bytes: fc.uint8Array({ maxLength: 300 }),
    }),
    { maxLength: 4 },
  ),
}) as unknown as fc.Arbitrary<EventDraft>;

test('every event comes back as it was written, with the exact bytes of its head', () => {
  fc.assert(
    fc.property(drafts, fc.bigInt(1n, 2n ** 64n - 1n), (draft, sequence) => {
      const event = decodeEvent(encodeEvent(draft, sequence), 'jrn_x');
      expect(event).toMatchObject({ kind: draft.kind, journalId: 'jrn_x', sequence });
      expect(event.head).toEqual(JSON.parse(JSON.stringify(draft.head)));
      expect(Buffer.from(event.headBytes).toString()).toBe(Buffer.from(JSON.stringify(draft.head)).toString());
      expect(event.parts.map((part) => ({ ...part, bytes: Uint8Array.from(part.bytes) }))).toEqual(draft.parts);
    }),
  );
});

test('an event that is cut, longer than it says or of another version is refused', () => {
  const bytes = encodeEvent(sample(1), 1n);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeEvent(bytes.subarray(0, length), 'jrn_x')).toThrow(UnreadableEvent);
  }
  expect(() => decodeEvent(Buffer.concat([bytes, Buffer.alloc(1)]), 'jrn_x')).toThrow(UnreadableEvent);
  expect(() => decodeEvent(Buffer.from([2, ...bytes.subarray(1)]), 'jrn_x')).toThrow(UnreadableEvent);
});
