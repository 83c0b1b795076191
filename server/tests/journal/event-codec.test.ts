import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEvent, encodeEvent, placeEvent, UnreadableEvent } from '../../src/audit/journal/event-codec.ts';
import { type EventDraft, eventKinds, type SealedContent } from '../../src/audit/events.ts';
import { canonicalBytes, genesis, leafOf, link } from '../../src/audit/integrity/chain.ts';
import { sample } from './sample-events.ts';

const drafts = fc.record({
  kind: fc.constantFrom(...eventKinds),
  head: fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
  content: fc.option(
    fc.record({
      keyId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      commitment: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      epoch: fc.nat({ max: 2 ** 32 - 1 }),
      box: fc.uint8Array({ maxLength: 300 }),
    }),
  ),
}) as unknown as fc.Arbitrary<EventDraft>;

const before = genesis('jrn_x');

function plain({ keyId, commitment, box }: SealedContent) {
  return { keyId: Uint8Array.from(keyId), commitment: Uint8Array.from(commitment), box: Uint8Array.from(box) };
}

test('the hash that the writer computes from the bytes is the one that a verifier computes from the event', () => {
  fc.assert(
    fc.property(drafts, fc.bigInt(1n, 2n ** 64n - 1n), (draft, sequence) => {
      const body = encodeEvent(draft, sequence, Buffer.alloc(32));
      const after = placeEvent(body, sequence, before);
      expect(link(before, leafOf(canonicalBytes(decodeEvent(body, 'jrn_x'))))).toEqual(after);
    }),
  );
});

test('every event comes back as it was written, with the exact bytes of its head', () => {
  fc.assert(
    fc.property(drafts, fc.bigInt(1n, 2n ** 64n - 1n), (draft, sequence) => {
      const event = decodeEvent(encodeEvent(draft, sequence, before), 'jrn_x');
      expect(event).toMatchObject({ kind: draft.kind, journalId: 'jrn_x', sequence });
      expect(event.head).toEqual(JSON.parse(JSON.stringify(draft.head)));
      expect(Buffer.from(event.headBytes).toString()).toBe(Buffer.from(JSON.stringify(draft.head)).toString());
      expect(Buffer.from(event.previous)).toEqual(before);
      expect(event.content && { ...event.content, ...plain(event.content) }).toEqual(draft.content);
    }),
  );
});

test('an event that is cut, longer than it says or of another version is refused', () => {
  const bytes = encodeEvent(sample(1), 1n, before);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeEvent(bytes.subarray(0, length), 'jrn_x')).toThrow(UnreadableEvent);
  }
  expect(() => decodeEvent(Buffer.concat([bytes, Buffer.alloc(1)]), 'jrn_x')).toThrow(UnreadableEvent);
  expect(() => decodeEvent(Buffer.from([1, ...bytes.subarray(1)]), 'jrn_x')).toThrow(UnreadableEvent);
});
