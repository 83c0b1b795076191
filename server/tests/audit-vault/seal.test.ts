import { createSecretKey, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeyHead, partEncodings, partPayloads } from '../../src/audit/events.ts';
import { openBox } from '../../src/audit/vault/box.ts';
import { keyIdText } from '../../src/audit/vault/data-key.ts';
import { masterKey, unwrap, wrap } from '../../src/audit/vault/master-keys.ts';
import { decodeParts, encodeParts, UnreadableParts } from '../../src/audit/vault/parts-codec.ts';
import { createSealer } from '../../src/audit/vault/sealer.ts';
import { CannotOpen } from '../../src/audit/vault/vault.ts';
import { sealer, testMasterKeys } from '../support/vault.ts';

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  // What compresses well takes another way.
  fc.nat({ max: 4000 }).map((length) => new Uint8Array(length).fill(97)),
);
const parts = fc.array(
  fc.record({ payload: fc.constantFrom(...partPayloads), encoding: fc.constantFrom(...partEncodings), bytes }),
  { minLength: 1, maxLength: 6 },
);
const { key } = sealer.dataKey;

function sealed(text: string) {
  const content = sealer.seal([{ payload: 'query', encoding: 'identity', bytes: Buffer.from(text) }], 0);
  if (!content) throw new Error('nothing was sealed');
  return content;
}

test('what is sealed opens as the same parts, byte for byte', () => {
  fc.assert(
    fc.property(parts, fc.nat(), (given, epoch) => {
      const content = sealer.seal(given, epoch);
      if (!content) throw new Error('nothing was sealed');
      expect(content.epoch).toBe(epoch);
      const opened = openBox(key, content).parts.map((part) => ({ ...part, bytes: Uint8Array.from(part.bytes) }));
      expect(opened).toEqual(given);
    }),
  );
});

test('one changed bit anywhere in box or commitment is found', () => {
  const content = sealed('the quick brown fox');
  const flipped = (source: Uint8Array, at: number): Buffer => {
    const copy = Buffer.from(source);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  expect(openBox(key, content).parts).toHaveLength(1);
  for (let at = 0; at < content.box.length; at++) {
    expect(() => openBox(key, { ...content, box: flipped(content.box, at) })).toThrow(CannotOpen);
  }
  for (let at = 0; at < content.commitment.length; at++) {
    expect(() => openBox(key, { ...content, commitment: flipped(content.commitment, at) })).toThrow(CannotOpen);
  }
});

test('a box that was cut off, is under another key, or stands beside another commitment does not open', () => {
  const content = sealed('hello');
  for (let length = 0; length < content.box.length; length++) {
    expect(() => openBox(key, { ...content, box: content.box.subarray(0, length) })).toThrow(CannotOpen);
  }
  expect(() => openBox(createSecretKey(randomBytes(32)), content)).toThrow(CannotOpen);
  expect(() => openBox(key, { ...content, box: sealed('other').box })).toThrow(CannotOpen);
});

test('the same text is never sealed to the same commitment or box, so neither confirms a guess', () => {
  const many = Array.from({ length: 500 }, () => sealed('yes'));
  expect(new Set(many.map(({ commitment }) => Buffer.from(commitment).toString('hex'))).size).toBe(500);
  expect(new Set(many.map(({ box }) => Buffer.from(box.subarray(0, 12)).toString('hex'))).size).toBe(500);
});

test('bytes that are no parts are refused, as are parts with a byte too few or too many', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (some) => {
      try {
        expect(encodeParts(decodeParts(Buffer.from(some)))).toEqual(Buffer.from(some));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableParts);
      }
    }),
  );
  fc.assert(
    fc.property(parts, (given) => {
      const encoded = encodeParts(given);
      for (const length of [0, 1, 7, encoded.length - 1]) {
        expect(() => decodeParts(encoded.subarray(0, length))).toThrow(UnreadableParts);
      }
      expect(() => decodeParts(Buffer.concat([encoded, Buffer.alloc(1)]))).toThrow(UnreadableParts);
    }),
  );
});

test('a wrapped key opens under its own name and master key alone, and an error says neither key', () => {
  const { current } = testMasterKeys();
  const secret = randomBytes(32);
  const wrapped = wrap(current, secret, 'index');
  const open =
    (by = current, name = 'index', what: Uint8Array = wrapped) =>
    () =>
      unwrap({ current: by, previous: null }, current.id, what, name);
  expect(open()()).toEqual(secret);
  const stranger = { ...masterKey(randomBytes(32)), id: current.id };
  const attempts = [open(stranger), open(masterKey(randomBytes(32))), open(current, 'signing')];
  for (const length of [0, 5, 12, 28, wrapped.length - 1]) {
    attempts.push(open(current, 'index', wrapped.subarray(0, length)));
  }
  for (const attempt of attempts) {
    let message = '';
    try {
      attempt();
    } catch (error) {
      expect(error).toBeInstanceOf(CannotOpen);
      message = String(error);
    }
    expect(message).not.toBe('');
    for (const hidden of [secret, current.key]) expect(message).not.toContain(hidden.toString('hex'));
  }
});

test('a key that sealed enough is followed by a new one, which seals nothing before it is in the journal', async () => {
  const renewing = createSealer(testMasterKeys(), 3);
  const entered: { head: KeyHead; done: PromiseWithResolvers<void> }[] = [];
  renewing.renewBy((head) => {
    const done = Promise.withResolvers<void>();
    entered.push({ head, done });
    return done.promise;
  });
  const keyOfNext = (): string => {
    const content = renewing.seal([{ payload: 'query', encoding: 'identity', bytes: Buffer.from('x') }], 0);
    const used = renewing.dataKeys.find(({ id }) => content && id.equals(Buffer.from(content.keyId)));
    if (!content || !used) throw new Error('sealed by a key that nobody knows');
    expect(openBox(used.key, content).parts).toHaveLength(1);
    return keyIdText(content.keyId);
  };
  const first = renewing.head.key_id;
  expect([keyOfNext(), keyOfNext(), keyOfNext(), keyOfNext()]).toEqual([first, first, first, first]);
  // One at a time; when the journal does not take it, the next seal tries again.
  expect(entered).toHaveLength(1);
  entered[0]?.done.reject(new Error('no room'));
  await setImmediate();
  expect(keyOfNext()).toBe(first);
  expect(entered).toHaveLength(2);
  entered[1]?.done.resolve();
  await setImmediate();
  expect(keyOfNext()).toBe(entered[1]?.head.key_id);
  expect(renewing.heads.map(({ key_id }) => key_id)).toEqual([first, entered[1]?.head.key_id]);
});
