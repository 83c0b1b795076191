import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { destroyContents, insertErasure, selectErasures } from '../../src/audit/retention/erasures.queries.ts';
import { insertLegalHold } from '../../src/audit/retention/legal-holds.queries.ts';
import { startRetention } from '../../src/audit/retention/start-retention.ts';
import { selectCandidates, type TextWindow } from '../../src/audit/search/text-search.queries.ts';
import { placeAt } from '../../src/audit/search/text-candidates.ts';
import { areBlocksKnown, blockWords } from '../../src/audit/words/block-words.ts';
import { type WordBits, WordKey } from '../../src/audit/words/signature.ts';
import { insertSignatures } from '../../src/audit/words/signatures.queries.ts';
import { membersInAll, mergedBlock, rowsOf, type SignatureRow, wordBlockOf } from '../../src/audit/words/word-block.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { timeOfId } from '../../src/platform/ids.ts';
import { MemoryJournal, openHead, part, requestId, settleHead } from '../audit-shipper/events.ts';
import { shipAll, silent } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { opener, sealer } from '../support/vault.ts';

const key = new WordKey(Buffer.alloc(32, 7));
const dayMs = 86_400_000;
/** A Monday four weeks ago. */
const monday = new Date(Date.now() - 28 * dayMs);
monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
monday.setUTCHours(0, 0, 0, 0);
const startMs = monday.getTime();
const bounds = { first: 16, merged: 4, least: 3 };

function signatureRow(id: string, kind: SignatureRow['kind'], text: string): SignatureRow {
  const signature = key.signatureOf([text]);
  if (!signature) throw new Error('a text without words');
  return { requestId: id, kind, signature };
}

/** Calls of some days from a time on: most say little, some much; `frequent` is in most, `rare7` in few. */
function madeRows(fromMs: number, days: number, count: number, seed: number): SignatureRow[] {
  let state = seed;
  const below = (limit: number): number => (state = (state * 48_271) % 2_147_483_647) % limit;
  return Array.from({ length: count }, (_, index) => {
    const words = Array.from({ length: 3 + below(below(8) === 0 ? 300 : 20) }, () => `w${below(400)}`);
    if (below(5) > 0) words.push('frequent');
    words.push(`rare${below(60)}`);
    const id = requestId(fromMs + below(days * dayMs));
    return signatureRow(id, index % 2 === 0 ? 'open' : 'settle', words.join(' '));
  });
}

const sizeFixed = (rows: readonly SignatureRow[]): SignatureRow[] => {
  const size = rows[0]?.signature.length;
  return rows.filter(({ signature }) => signature.length === size);
};
const sizeOfBefore = 36;
/** In even steps, as the first two are. */
const bitsOfBefore = ([a = 0, next = 0, ...more]: WordBits): number[] =>
  [a, next, ...more].map((_, index) => a + index * (next - a));
const mayHold = ({ signature }: SignatureRow, words: readonly WordBits[]): boolean => {
  const isOfBefore = signature.length === sizeOfBefore;
  const modulus = signature.length * 8 - (isOfBefore ? 0 : 1);
  return (isOfBefore ? words.map(bitsOfBefore) : words).flat().every((number) => {
    const bit = number % modulus;
    return ((signature[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  });
};

describe('a block', () => {
  it('gives back what it was made of, and its slices say what a scan of the filters says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(200), { maxLength: 3 }),
        (seed, count, words) => {
          const rows = sizeFixed(madeRows(startMs, 5, count, seed));
          const eights = Array.from({ length: Math.ceil(rows.length / 8) }, (_, at) => rows.slice(at * 8, at * 8 + 8));
          const block = wordBlockOf(rows);
          expect(mergedBlock(eights.map(wordBlockOf))).toEqual(block);
          expect(rowsOf(block, () => true)).toEqual(rows);
          const asked = key.bitsOf(words.map((word) => `w${word}`));
          const bytes = Math.ceil(rows.length / 8);
          const slices = asked.flat().map((number) => {
            const at = (number % (block.size * 8 - 1)) * bytes;
            return block.slices.subarray(at, at + bytes);
          });
          if (slices.length === 0) return;
          const found = membersInAll(Buffer.concat(slices), rows.length);
          expect(found).toEqual(rows.flatMap((row, index) => (mayHold(row, asked) ? [index] : [])));
        },
      ),
      { numRuns: 60 },
    );
  });
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const week of [0, 1, 2, 3, 4]) {
    await database.pool.query(`select ensure_partition('payload_signatures', 'week', $1)`, [
      new Date(startMs + week * 7 * dayMs),
    ]);
  }
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate payload_signatures, word_blocks'));

async function expectSameAsScan(rows: readonly SignatureRow[]): Promise<void> {
  const windows = [
    { since: new Date(startMs), before: placeAt(new Date(startMs + 40 * dayMs)) },
    { since: new Date(startMs + 5 * dayMs), before: placeAt(new Date(startMs + 9 * dayMs)) },
  ];
  for (const text of ['frequent', 'rare7', 'w5 w9', 'frequent w17 rare3', 'absent', 'neither here']) {
    const words = key.bitsOf([text]);
    // The second window finds in it what the first one read.
    const blocks: TextWindow['blocks'] = new Map();
    for (const { since, before } of windows) {
      const expected = rows.filter(
        (row) => mayHold(row, words) && timeOfId(row.requestId) >= since.getTime() && row.requestId < before.requestId,
      );
      const ids = [...new Set(expected.map((row) => row.requestId))].toSorted().toReversed();
      expect(await selectCandidates(database.pool, { words, since, before, blocks })).toEqual(ids);
    }
  }
}

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ rows: number }>(`select count(*)::int as rows from ${table}`);
  return rows[0]?.rows ?? -1;
}

/** All filters, wherever they are. */
async function allRows(): Promise<SignatureRow[]> {
  const { rows } = await database.pool.query<SignatureRow>(
    'select request_id as "requestId", kind, signature from payload_signatures',
  );
  const blocks = await database.pool.query<{
    size: number;
    request_ids: (string | null)[];
    kinds: never[];
    slices: Buffer;
  }>('select size, request_ids, kinds, slices from word_blocks');
  const blocked = blocks.rows.flatMap(({ size, request_ids, kinds, slices }) =>
    rowsOf(
      {
        size,
        slices,
        members: request_ids.map((id, index) =>
          id === null ? null : { requestId: `req_${id}`, kind: kinds[index] ?? 'open' },
        ),
      },
      () => true,
    ),
  );
  return sorted([...rows, ...blocked]);
}
const sorted = (rows: readonly SignatureRow[]): SignatureRow[] =>
  rows.toSorted((a, b) => (`${a.requestId} ${a.kind}` < `${b.requestId} ${b.kind}` ? -1 : 1));

test('a search finds the same before and after filters are put into blocks, late ones too', async () => {
  const rows = madeRows(startMs, 25, 700, 1);
  await insertSignatures(database.pool, rows);
  await expectSameAsScan(rows);
  expect(await blockWords(database.pool, new Date(startMs + 16 * dayMs), { bounds })).toBeGreaterThan(10);
  expect(await count('payload_signatures')).toBeGreaterThan(0);
  expect(await count('payload_signatures')).toBeLessThan(600);
  expect(await count('word_blocks where count = 64')).toBeGreaterThan(0);
  await expectSameAsScan(rows);
  const late = madeRows(startMs + 2 * dayMs, 12, 300, 2);
  await insertSignatures(database.pool, late);
  await expectSameAsScan([...rows, ...late]);
  await blockWords(database.pool, new Date(startMs + 60 * dayMs), { bounds });
  await expectSameAsScan([...rows, ...late]);
  expect(await allRows()).toEqual(sorted([...rows, ...late]));
  expect(await count('word_blocks_default')).toBe(0);
});

test('filters of before are searched by the bits that they have, as rows and in blocks', async () => {
  const before = ['frequent w5', 'rare7 w9', 'w5 w9'].flatMap((text, kind) =>
    Array.from({ length: 8 }, (_, index): SignatureRow => {
      const signature = Buffer.alloc(sizeOfBefore);
      for (const number of key.bitsOf([text]).flatMap(bitsOfBefore)) {
        const bit = number % (sizeOfBefore * 8);
        signature[bit >> 3] = (signature[bit >> 3] ?? 0) | (1 << (bit & 7));
      }
      return { requestId: requestId(startMs + kind * 1000 + index), kind: 'open', signature };
    }),
  );
  const rows = [...before, ...madeRows(startMs, 5, 40, 8)];
  await insertSignatures(database.pool, rows);
  await expectSameAsScan(rows);
  await blockWords(database.pool, new Date(), { bounds });
  expect(await count(`word_blocks where size = ${sizeOfBefore}`)).toBeGreaterThan(0);
  await expectSameAsScan(rows);
});

test('filters of sizes that are made no more go into blocks as well, where there are enough', async () => {
  const rows = Array.from({ length: 20 }, (_, index): SignatureRow => ({
    requestId: requestId(startMs + index),
    kind: 'open',
    signature: Buffer.alloc(37, index),
  }));
  await insertSignatures(database.pool, rows);
  expect(await blockWords(database.pool, new Date(), { bounds })).toBe(2);
  expect(await allRows()).toEqual(rows);
});

test('a week that is not over keeps what makes no full block, and the default partition keeps all', async () => {
  const rows = madeRows(startMs, 3, 40, 3).map((row) => ({ ...row, signature: Buffer.alloc(16, 1) }));
  const elsewhere = rows.map((row, index) => ({ ...row, requestId: requestId(startMs - 90 * dayMs + index) }));
  await insertSignatures(database.pool, [...rows, ...elsewhere]);
  const now = new Date(startMs + 3 * dayMs);
  expect(await blockWords(database.pool, now, { bounds: { ...bounds, first: 32 } })).toBe(1);
  expect(await count('payload_signatures')).toBe(8 + elsewhere.length);
  expect(await count('payload_signatures_default')).toBe(elsewhere.length);
});

test('while two processes make blocks, every search finds everything', async () => {
  const rows = madeRows(startMs, 25, 600, 4);
  await insertSignatures(database.pool, rows);
  let isDone = false;
  const blocking = Promise.all(
    [1, 2].map(() => blockWords(database.pool, new Date(startMs + 60 * dayMs), { bounds })),
  ).finally(() => (isDone = true));
  while (!isDone) await expectSameAsScan(rows);
  expect((await blocking).reduce((sum, blocks) => sum + blocks)).toBeGreaterThan(10);
  await blockWords(database.pool, new Date(startMs + 60 * dayMs), { bounds });
  expect(await allRows()).toEqual(sorted(rows));
});

test('a block that fails leaves the filters where they were', async () => {
  const rows = madeRows(startMs, 5, 100, 5);
  await insertSignatures(database.pool, rows);
  await database.pool.query('alter table word_blocks add constraint broken check (count < 0)');
  await expect(blockWords(database.pool, new Date(), { bounds })).rejects.toThrow('broken');
  expect(await count('payload_signatures')).toBe(100);
  await database.pool.query('alter table word_blocks drop constraint broken');
  expect(await blockWords(database.pool, new Date(), { bounds })).toBeGreaterThan(0);
  expect(await allRows()).toEqual(sorted(rows));
});

test('blocks are made from a day after the migration on: replicas of the version before know none', async () => {
  expect(await areBlocksKnown(database.pool)).toBe(false);
  await database.pool.query(`update schema_migrations set applied_at = now() - interval '25 hours'`);
  expect(await areBlocksKnown(database.pool)).toBe(true);
});

/** Calls of two sessions with contents and their filters in blocks. */
async function recordedCalls(): Promise<{ rows: SignatureRow[]; of: (sessionId: string) => SignatureRow[] }> {
  const journal = new MemoryJournal();
  const sessionOf = new Map<string, string>();
  const rows: SignatureRow[] = [];
  journal.append({ kind: 'key', head: sealer.head, content: null });
  for (let index = 0; index < 40; index++) {
    const id = requestId(startMs + index * 1000);
    const session_id = index % 4 === 0 ? 'ses_one' : 'ses_other';
    sessionOf.set(id, session_id);
    journal.append(
      { kind: 'open', head: openHead(id, { session_id }), content: sealer.seal([part('request_received', 'ask')], 0) },
      { kind: 'settle', head: settleHead(id), content: sealer.seal([part('response_received', 'say')], 0) },
    );
    rows.push(signatureRow(id, 'open', `request w${index}`), signatureRow(id, 'settle', `answer w${index}`));
  }
  await shipAll(database.pool, journal);
  await insertSignatures(database.pool, rows);
  await blockWords(database.pool, new Date(), { bounds });
  expect(await count('payload_signatures')).toBe(0);
  return {
    rows: sorted(rows),
    of: (session) => sorted(rows.filter((row) => sessionOf.get(row.requestId) === session)),
  };
}

test('an erasure takes its filters out of blocks, and leaves all others bit for bit', async () => {
  const { of } = await recordedCalls();
  const scope = { kind: 'session', id: 'ses_one', userId: 'usr_ada' } as const;
  await insertErasure(database.pool, { id: 'era_1', scope, reason: 'asked for', actor: {} });
  const [erasure] = await selectErasures(database.pool, { before: null, limit: 1 });
  if (!erasure) throw new Error('no erasure');
  expect(await inTransaction(database.pool, (client) => destroyContents(client, erasure))).toBe(20);
  expect(await allRows()).toEqual(of('ses_other'));
  await expectSameAsScan(of('ses_other'));
});

test('a week that retention takes leaves the filters of held calls, as rows', async () => {
  await database.pool.query('truncate invocations, payload_contents, ledger, chain_blocks');
  const { of } = await recordedCalls();
  const scope = { kind: 'session', id: 'ses_one', userId: 'usr_ada' } as const;
  await insertLegalHold(database.pool, { id: 'hold_1', scope, reason: 'a lawsuit', actor: {} });
  const retention = startRetention({
    periods: { payloadDays: 10, metadataDays: null },
    pool: database.pool,
    journal: { append: () => Promise.resolve() },
    opener,
    log: silent,
    now: () => new Date(),
  });
  await retention.stop();
  expect(retention.notices()).toEqual([]);
  expect(await count('word_blocks')).toBe(0);
  expect(await allRows()).toEqual(of('ses_one'));
  expect(await count('payload_signatures_default')).toBe(20);
});
