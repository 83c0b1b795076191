import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rule } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { type Collected, collectFingerprints } from '../../src/risk/fingerprints/collect.ts';
import { bytesPerValue } from '../../src/risk/fingerprints/fingerprint-set.ts';
import { fingerprintKeys } from '../../src/risk/fingerprints/keys.ts';
import { fingerprintFinder } from '../../src/risk/fingerprints/match.ts';
import { validateRule } from '../../src/risk/validate-rule.ts';

const secret = Buffer.alloc(32, 7);

function collect(values: Iterable<string>, key: Uint8Array = secret): Collected {
  const work = collectFingerprints('customers', fingerprintKeys(key, 'customers'), values);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function found(values: readonly string[], text: string): string[] {
  const spans: string[] = [];
  fingerprintFinder(collect(values).set)(text, (start, end) => spans.push(text.slice(start, end)));
  return spans;
}

describe('a value of a set is found', () => {
  test.each([
    ['ACME-00123', 'ref acme 00123.', 'acme 00123'],
    ['ACME-00123', '"ACME00123"', 'ACME00123'],
    ['ACME-00123', 'ref_ACME_00123_old', 'ACME_00123'],
    ['José Núñez', 'to JOSE  NUNEZ, please', 'JOSE  NUNEZ'],
    ['Jose Nunez', 'to Jose\u0301 Nu\u0301n\u0303ez', 'Jose\u0301 Nu\u0301n\u0303ez'],
    ['Straße 12', 'STRASSE 12', 'STRASSE 12'],
    ['Smith, John', 'Smith John', 'Smith John'],
    ['张伟明', '客户张伟明的合同', '张伟明'],
    ['김철수', '김철수는 고객이다', '김철수'],
    ['K-7741', 'Ｋ－７７４１', 'Ｋ－７７４１'],
    ['4711-0815-22', 'no. 4711081522', '4711081522'],
    ['4711081522', 'no. 4711 0815 22', '4711 0815 22'],
    [
      'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d',
      '{A1B2C3D4-E5F6-4A7B-8C9D-0E1F2A3B4C5D}',
      'A1B2C3D4-E5F6-4A7B-8C9D-0E1F2A3B4C5D',
    ],
    ['Li\u200bWei', 'LiWei', 'LiWei'],
  ])('%s in %s', (value, text, expected) => expect(found([value], text)).toEqual([expected]));

  test('once where the longest one that begins there ends', () => {
    expect(found(['Mei Lin', 'Mei Lin Chen'], 'Mei Lin Chen and Mei Lin')).toEqual(['Mei Lin Chen', 'Mei Lin']);
  });

  test('at the place where it stands, whatever is around it', () => {
    const word = fc.stringMatching(/^[a-z]{4,8}$/);
    const noise = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(word, word, fc.nat(99_999), noise, noise, (first, last, number, before, after) => {
        const value = `${first} ${last} ${number}`;
        const text = `${before}\n\n\n\n\n${value}\n\n\n\n\n${after}`;
        expect(found([value], text)).toContain(value);
      }),
      { numRuns: 300 },
    );
  });
});

describe('nothing is found', () => {
  test.each([
    ['Li Na', 'Lina and LINA'],
    ['Anna', 'Savannah, Annabel'],
    ['123456', 'a hash: ab123456f0'],
    ['123456', 'table: 123 456'],
    ['Mei Lin', 'Mei was here. And later on, Lin'],
    ['ACME-00123', 'ACME-001234'],
    ['ACME-00123', 'ACME-0123'],
  ])('of %s in %s', (value, text) => expect(found([value], text)).toEqual([]));

  test('by a set that another key made', () => {
    const { set } = collect(['ACME-00123'], Buffer.alloc(32, 8));
    const spans: number[] = [];
    const other = { ...set, keys: fingerprintKeys(secret, 'customers') };
    fingerprintFinder(other)('ACME-00123', (start) => spans.push(start));
    expect(spans).toEqual([]);
  });
});

describe('a set', () => {
  test('holds hashes and numbers of tokens, 21 bytes for each value, and nothing else', () => {
    const { set, values } = collect(['Jonathan Featherstone', 'CUST-884201']);
    expect(values).toBe(2);
    expect(set.data).toHaveLength(2 * bytesPerValue);
    expect(Buffer.from(set.data).toString('latin1')).not.toMatch(/feather|884201/i);
  });

  test('leaves out what would be found everywhere, what is too long, and what is there twice', () => {
    const { values, skipped } = collect(['Mei Lin', 'MEI-LIN', 'ab', '李', '李明', ' – ', '', 'x'.repeat(300)]);
    expect({ values, skipped }).toEqual({
      values: 2,
      skipped: { twice: 1, 'too short': 2, empty: 2, 'too long': 1 },
    });
  });

  test('finds each of many thousands', () => {
    const values = Array.from({ length: 30_000 }, (_, index) => `CUST-${index * 7919 + 100_000}`);
    const { set } = collect(values);
    const text = values.join(' | ');
    let count = 0;
    fingerprintFinder(set)(text, () => count++);
    expect(count).toBe(values.length);
  });
});

describe('a rule of kind fingerprints', () => {
  const rule = Rule.parse({
    id: 'customer_numbers',
    display_name: 'Customer numbers',
    category: 'enterprise',
    kind: 'fingerprints',
    fingerprints: 'customers',
    severity: 'high',
    action: 'block',
  });
  const compile = (...values: string[]) =>
    compileRules({
      builtIn: [],
      overrides: [],
      custom: [rule],
      fingerprints: new Map([['customers', collect(values).set]]),
    });

  test('finds the values of its set', () => {
    const { hits } = compile('CUST-884201').scan([{ place: 'text', scope: 'user', value: 'see cust 884201' }]);
    expect(hits).toMatchObject([{ rule: 'customer_numbers', start: 4, end: 15 }]);
    expect(hits[0]?.sample).not.toContain('8842');
  });

  test('is another rule set when the values are others', () => {
    expect(compile('CUST-884201').hash).not.toBe(compile('CUST-884202').hash);
  });

  test('is refused without the set, and with examples, which would be values', () => {
    expect(() => compileRules({ builtIn: [], overrides: [], custom: [rule] })).toThrow(/no set of fingerprints/);
    expect(() => validateRule(rule)).not.toThrow();
    expect(() => validateRule({ ...rule, examples: { match: ['CUST-884201'], no_match: [] } })).toThrow(/no examples/);
  });
});
