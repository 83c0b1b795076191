import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { Invocation } from '@tollgate/contract';
import { textsOfContent } from '../../src/audit/words/texts-of-content.ts';
import { WordKey } from '../../src/audit/words/signature.ts';
import { normalText, wordsOf } from '../../src/audit/words/words-of.ts';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { chat, says } from '../support/chat.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

describe('the words of a text', () => {
  it.each<[string, string[]]>([
    ['Bluefin, the snake_case-Name 42!', ['bluefin', 'the', 'snake', 'case', 'name', '42']],
    ['ＦＵＬＬ ｗｉｄｔｈ ﬁne', ['full', 'width', 'fine']],
    ['身份证号码', ['身份', '份证', '证号', '号码']],
    ['東京タワーへ行く', ['東京', '京タ', 'タワ', 'ワー', 'ーへ', 'へ行', '行く']],
    ['用GPT写诗', ['用', 'gpt', '写诗']],
    ['naïve Straße', ['naïve', 'straße']],
  ])('of %j are %j', (text, words) => {
    expect([...wordsOf(normalText(text))]).toEqual(words);
  });

  it('stand one blank apart, whatever white space there was', () => {
    const blank = fc.constantFrom(' ', '\t', '\n', '\r', '\v', '\u00a0', '\u2003', '\u2028', '\u3000', '\ufeff');
    const pieces = fc.array(fc.oneof(blank, fc.constantFrom('a', 'b c', '字')), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (all) => {
        const words = all
          .join('')
          .split(/\s+/)
          .filter((word) => word !== '');
        expect(normalText(all.join(''))).toBe(words.join(' '));
      }),
    );
  });

  it('make a signature that depends on the key, says yes to its words and hardly ever to others', () => {
    const [one, other] = [new WordKey(Buffer.alloc(32, 1)), new WordKey(Buffer.alloc(32, 2))];
    expect(one.signatureOf(['Secret secret'])).toEqual(one.signatureOf(['secret']));
    expect(one.signatureOf(['secret'])).not.toEqual(other.signatureOf(['secret']));
    expect(one.signatureOf([' … '])).toBeNull();
    const words = (prefix: string): string[] => Array.from({ length: 500 }, (_, index) => `${prefix}${index}`);
    const signature = one.signatureOf([words('in').join(' ')]) ?? Buffer.alloc(0);
    const says = (word: string): boolean =>
      one.bitsOf([word]).every((bits) =>
        bits.every((number) => {
          const bit = number % (signature.length * 8 - 1);
          return ((signature[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
        }),
      );
    expect(words('in').every(says)).toBe(true);
    expect(words('out').filter(says).length).toBeLessThan(10);
    expect(one.signatureOf([words('a').concat(words('b'), words('c'), words('d')).join(' ')])).toHaveLength(1909);
  });
});

it('every word has at least eight bits of its own, in filters of whatever size', () => {
  const key = new WordKey(Buffer.alloc(32, 3));
  for (const count of [2, 10, 30, 60, 120]) {
    const text = Array.from({ length: count }, (_, index) => `w${index}`).join(' ');
    const modulus = (key.signatureOf([text])?.length ?? 0) * 8 - 1;
    const own = Array.from(
      { length: 2000 },
      (_, index) =>
        new Set(key.bitsOf([`word${index}`]).flatMap((bits) => bits.map((number) => number % modulus))).size,
    );
    expect(Math.min(...own), `${count} words`).toBeGreaterThan(7);
  }
});

it('the texts of a content are read though it begins and ends anywhere, and its escapes are undone', () => {
  const piece =
    'istant","content":"caf\\u00e9 \\"quoted\\"\\nnext"},{"role":"tool","content":"{\\"path\\":\\"C:\\\\\\\\new\\"}"},{"ro';
  const part = { payload: 'request_received', encoding: 'identity', bytes: Buffer.from(piece) } as const;
  const words = new Set(textsOfContent([part], 'request').flatMap((text) => [...wordsOf(normalText(text))]));
  for (const word of ['café', 'quoted', 'next', 'path', 'c', 'new']) expect(words).toContain(word);
});

let database: TestDatabase;
let standIn: StandIn;
let gateway: GatewayProcess;
const asked = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  standIn = await startStandIn();
  gateway = await startGateway({
    databaseUrl: database.url,
    config: companyConfig({ outside: standIn.url, models: ['stand-in-echo'] }),
    env: companyEnvironment,
  });
  const texts = {
    english: 'Please look into the Harbour lights\nof project Nightjar.',
    chinese: '请检查这份合同里的付款条款。',
    japanese: '請求書の支払い条件を確認してください。',
    noise: 'Nothing of that here; the harbour is closed, and lights are off.',
  };
  for (const [name, text] of Object.entries(texts)) {
    const answer = await chat(gateway.origin, says(text, { stream: name === 'english' }));
    expect(answer.status).toBe(200);
    await gateway.settled(answer.requestId);
    asked.set(name, answer.requestId);
  }
});
afterAll(async () => {
  await cleanUpGateways();
  await standIn.close();
  await database.drop();
});

async function search(query: string): Promise<{ ids: string[]; next: string | null; status: number }> {
  const response = await gateway.api(`/invocations?${query}`);
  const page = (await response.json()) as { items?: Invocation[]; next_cursor: string | null };
  return { ids: (page.items ?? []).map((one) => one.request_id), next: page.next_cursor, status: response.status };
}

test.each([
  ['a word in another case', 'NIGHTJAR', 'english'],
  ['a phrase over a line break', 'harbour lights of project', 'english'],
  ['Chinese within a sentence', '付款条款', 'chinese'],
  ['Japanese of several scripts', '支払い条件', 'japanese'],
])('%s is found in the request, though payloads are encrypted', async (_, text, name) => {
  const { ids } = await search(`text=${encodeURIComponent(text)}&from=2026-01-01T00:00:00Z`);
  expect(ids).toContain(asked.get(name));
  expect(ids).not.toContain(asked.get('noise'));
});

test('a phrase is found as a phrase: its words alone are not enough', async () => {
  expect((await search('text=lights%20harbour')).ids).toEqual([]);
  expect((await search('text=Nightingale')).ids).toEqual([]);
});

test('what a streamed answer said is found, though its bytes hold it in pieces', async () => {
  const sent = await gateway.api(`/invocations/${asked.get('english')}/payloads/response-received`);
  const stream = await sent.text();
  const said = [...stream.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]).join('');
  const words = said.split(/[^A-Za-z]+/).filter((word) => word.length > 3);
  expect(words.length).toBeGreaterThan(0);
  for (const word of words) expect((await search(`text=${word}`)).ids).toContain(asked.get('english'));
});

test('a text goes together with the other filters, and its pages follow each other', async () => {
  const text = 'text=the';
  const all = (await search(`${text}&limit=200`)).ids;
  expect(all.length).toBeGreaterThanOrEqual(2);
  const first = await search(`${text}&limit=1`);
  expect(first.ids).toEqual(all.slice(0, 1));
  const second = await search(`${text}&limit=1&cursor=${first.next}`);
  expect(second.ids).toEqual(all.slice(1, 2));
  expect((await search(`${text}&status=blocked`)).ids).toEqual([]);
  expect((await search(`${text}&cursor=tampered`)).status).toBe(400);
});

test('the text that was searched for is in the access log, sealed, and nowhere in the clear', async () => {
  await search('text=Quicksilver');
  await until(async () => {
    const log = await gateway.api('/access-log?action=record.search&limit=1');
    const { items } = (await log.json()) as { items: { query: string | null }[] };
    return items[0]?.query === 'Quicksilver';
  });
  const { rows } = await database.pool.query<{ found: boolean }>(
    `select exists (select from access_log where access_log::text ilike '%quicksilver%') as found`,
  );
  expect(rows[0]?.found).toBe(false);
});
