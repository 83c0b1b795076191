import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PayloadPart } from '../../src/audit/events.ts';
import { commonPrefix, commonSuffix } from '../../src/audit/payloads/common-bytes.ts';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import type { ByteRange } from '../../src/audit/payloads/extents.ts';
import { decodeManifest } from '../../src/audit/payloads/manifest.ts';
import { createPayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { bytesOf, MissingContent, readBody } from '../../src/audit/payloads/rebuild.ts';
import { opener, sealer } from '../support/vault.ts';
import { turnsOf } from './conversation.ts';

const monday = Date.parse('2026-11-23T00:00:00Z');

/** A record of open contents, with the store that writes them. */
function aRecord() {
  const epoch = new ContentEpoch();
  const store = createPayloadStore(sealer, epoch);
  const contents = new Map<string, readonly PayloadPart[]>();
  let count = 0;
  return {
    epoch,
    contents,
    async write(
      body: Buffer,
      {
        userId = 'usr_1',
        sessionId = 'ses_1',
        atMs = monday,
        pieces = [] as readonly ByteRange[],
        isDurable = true,
      } = {},
    ): Promise<string> {
      const requestId = `req_${++count}`;
      const part: PayloadPart = { payload: 'request_received', encoding: 'identity', bytes: body };
      const prepared = store.prepare({ requestId, atMs, userId, sessionId, parts: [part], pieces, turn: [] });
      if (prepared.content) contents.set(requestId, (await opener.open(prepared.content)).parts);
      if (isDurable) prepared.durable();
      else contents.delete(requestId);
      return requestId;
    },
    async read(requestId: string): Promise<Buffer | null> {
      const open = async () => contents;
      const body = await readBody(requestId, open);
      return body && bytesOf(body.extents, open);
    },
    /** The requests that the content of this one refers to. */
    refersTo(requestId: string): string[] {
      const bytes = contents.get(requestId)?.find(({ encoding }) => encoding === 'manifest')?.bytes;
      if (!bytes) return [];
      const { parent, operations } = decodeManifest(bytes);
      const others = operations.flatMap((one) => (Array.isArray(one) && typeof one[0] === 'string' ? [one[0]] : []));
      return [...(parent === null ? [] : [parent]), ...others];
    },
  };
}

const bodyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.json({ depthSize: 'large' }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary', maxLength: 2000 }).map((text) => Buffer.from(` {"a":"${text}","a":1.0e+2,\t"a":[]}\r\n`)),
  fc.constant(Buffer.from('[' + '0,'.repeat(4000) + '0]')),
);

test('whatever the bodies are, and however they follow from each other, each comes back byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          fresh: bodyBytes,
          base: fc.nat(10),
          cut: fc.tuple(fc.nat(9000), fc.nat(9000)),
          user: fc.constantFrom('usr_1', 'usr_2'),
          session: fc.constantFrom('ses_1', 'ses_2'),
          week: fc.nat(1),
          pieces: fc.array(fc.nat(9000), { maxLength: 6 }),
          isDurable: fc.boolean(),
        }),
        { maxLength: 12 },
      ),
      async (steps) => {
        const record = aRecord();
        const written: { id: string; body: Buffer; isDurable: boolean }[] = [];
        for (const { fresh, base, cut, user, session, week, pieces, isDurable } of steps) {
          const earlier = written[base % Math.max(1, written.length)]?.body ?? Buffer.alloc(0);
          const [from, to] = cut.toSorted((a, b) => a - b) as [number, number];
          const body = Buffer.concat([earlier.subarray(0, from), fresh, earlier.subarray(to), Buffer.alloc(1200, 'x')]);
          const edges = [...new Set(pieces.map((edge) => edge % (body.length + 1)))].toSorted((a, b) => a - b);
          const ranges = edges.slice(1).map((end, index): ByteRange => [edges[index] ?? 0, end]);
          const id = await record.write(body, {
            userId: user,
            sessionId: session,
            atMs: monday + week * 7 * 86_400_000,
            pieces: ranges,
            isDurable,
          });
          written.push({ id, body, isDurable });
        }
        for (const { id, body, isDurable } of written) if (isDurable) expect(await record.read(id)).toEqual(body);
      },
    ),
    { numRuns: 300 },
  );
});

test('a turn that resends its history holds only what is new, and leans on at most 31 others', async () => {
  const record = aRecord();
  const ids: string[] = [];
  const bodies = [...turnsOf(100, 'm', 7)].map((text) => Buffer.from(text));
  for (const body of bodies) ids.push(await record.write(body));
  const own = ids.map(
    (id) => record.contents.get(id)?.find(({ encoding }) => encoding === 'identity')?.bytes.length ?? 0,
  );
  expect(own.slice(1).every((bytes) => bytes < 9000)).toBe(true);
  for (const [index, id] of ids.entries()) expect(await record.read(id)).toEqual(bodies[index]);
  let longest = 0;
  for (const id of ids) {
    let depth = 0;
    for (let at = record.refersTo(id); at.length === 1 && at[0]; at = record.refersTo(at[0])) depth++;
    longest = Math.max(longest, depth);
  }
  expect(longest).toBeLessThanOrEqual(32);
});

const long = (word: string): Buffer => Buffer.from(`${word} `.repeat(600));

test.each([
  ['another user', { userId: 'usr_2' }],
  ['another week', { atMs: monday + 7 * 86_400_000 }],
  ['the last moment of the week before', { atMs: monday - 1 }],
])('nothing refers to the content of %s', async (_, other) => {
  const record = aRecord();
  const body = long('the same');
  await record.write(body, { pieces: [[0, body.length]] });
  const second = await record.write(body, { pieces: [[0, body.length]], ...other });
  expect(record.refersTo(second)).toEqual([]);
  const third = await record.write(body, { sessionId: 'ses_other' });
  expect(record.refersTo(third)).toEqual([]);
  const fourth = await record.write(body, { sessionId: 'ses_more', pieces: [[0, body.length]] });
  expect(record.refersTo(fourth)).toEqual(['req_1']);
});

test('nothing refers to content that was not made durable, or that an erasure may have taken', async () => {
  const record = aRecord();
  const body = long('perhaps');
  await record.write(body, { isDurable: false });
  const second = await record.write(body);
  expect(record.refersTo(second)).toEqual([]);
  expect(record.refersTo(await record.write(body))).toEqual([second]);
  record.epoch.publish(1);
  const third = await record.write(body);
  expect(record.refersTo(third)).toEqual([]);
  expect(await record.read(third)).toEqual(body);
});

test('content that was prepared before an erasure began is not written', () => {
  const epoch = new ContentEpoch();
  const part: PayloadPart = { payload: 'request_received', encoding: 'identity', bytes: long('x') };
  const request = {
    requestId: 'req_1',
    atMs: monday,
    userId: 'u',
    sessionId: 's',
    parts: [part],
    pieces: [],
    turn: [],
  };
  const prepared = createPayloadStore(sealer, epoch).prepare(request);
  expect(prepared.isCurrent()).toBe(true);
  epoch.publish(3);
  expect(prepared.isCurrent()).toBe(false);
});

test('a body whose content is gone is missing, never wrong', async () => {
  const record = aRecord();
  await record.write(long('first'));
  const second = await record.write(Buffer.concat([long('first'), long('second')]));
  record.contents.delete('req_1');
  await expect(record.read(second)).rejects.toThrow(MissingContent);
});

test('what two buffers have in common is counted to the byte', () => {
  const bytes = fc.uint8Array({ maxLength: 80, max: 2 });
  const run = fc.constantFrom(0, 1, 32 * 1024 - 1, 32 * 1024, 40_000, 70_000).map((length) => Buffer.alloc(length, 7));
  fc.assert(
    fc.property(run, bytes, bytes, (same, a, b) => {
      const [x, y] = [Buffer.concat([same, a]), Buffer.concat([same, b])];
      let prefix = 0;
      while (prefix < Math.min(x.length, y.length) && x[prefix] === y[prefix]) prefix++;
      expect(commonPrefix(x, y)).toBe(prefix);
      const [p, q] = [Buffer.concat([a, same]), Buffer.concat([b, same])];
      let suffix = 0;
      while (suffix < Math.min(p.length, q.length) && p.at(-1 - suffix) === q.at(-1 - suffix)) suffix++;
      expect(commonSuffix(p, q, 0)).toBe(suffix);
    }),
  );
});
