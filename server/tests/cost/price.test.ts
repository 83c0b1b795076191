import { money, tokenClasses, type Usage } from '@tollgate/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceCall } from '../../src/cost/price.ts';
import { versionInForce } from '../../src/cost/version-in-force.ts';
import { priceVersion as version } from '../support/prices.ts';

const at = '2026-03-01T12:00:00.000Z';

function usageOf(input: number, cached_input = 0, cache_write = 0, output = 0, reasoning = 0): Usage {
  const prompt = input + cached_input + cache_write;
  return {
    input,
    cached_input,
    cache_write,
    output,
    reasoning,
    prompt,
    completion: output + reasoning,
    total: prompt + output + reasoning,
    estimated: false,
  };
}

describe('the cost of a call', () => {
  test('is the sum of its classes, each at its own price per million', () => {
    const prices = [version({ cached_input: '0.125', cache_write: '1.5625', reasoning: '12' })];
    expect(priceCall(usageOf(1000, 2000, 400, 300, 50), prices, at, 'external')).toEqual({
      kind: 'estimated_cost',
      currency: 'USD',
      amount: '0.005725',
      classes: {
        input: '0.00125',
        cached_input: '0.00025',
        cache_write: '0.000625',
        output: '0.003',
        reasoning: '0.0006',
      },
      price_version: 1,
    });
  });

  test('takes the input price for cache classes, and the output price for reasoning, where none is set', () => {
    const cost = priceCall(usageOf(0, 4, 8, 0, 1), [version({})], at, 'external');
    expect(cost?.classes).toEqual({
      input: '0',
      cached_input: '0.000005',
      cache_write: '0.00001',
      output: '0',
      reasoning: '0.00001',
    });
  });

  test('is an internal cost on the secure path', () => {
    expect(priceCall(usageOf(1), [version({ currency: 'CNY' })], at, 'secure')).toMatchObject({
      kind: 'internal_cost',
      currency: 'CNY',
    });
  });

  test('is nothing at a price of nothing, and none without a price', () => {
    expect(priceCall(usageOf(5), [version({ input: '0', output: '0.00' })], at, 'secure')?.amount).toBe('0');
    expect(priceCall(usageOf(5), [], at, 'external')).toBeNull();
    expect(priceCall(usageOf(5), [version({ valid_from: '2026-03-01T12:00:00.001Z' })], at, 'external')).toBeNull();
  });

  test('keeps digits that no binary float could', () => {
    const prices = [version({ input: '0.000000001', output: '123456789.123456789' })];
    const cost = priceCall(usageOf(1, 0, 0, 999_999_999), prices, at, 'external');
    expect(cost?.classes.input).toBe('0.000000000000001');
    expect(cost?.classes.output).toBe('123456788999.999999876543211');
    expect(cost?.amount).toBe('123456788999.999999876543212');
  });

  test('reads the same however the price was written', () => {
    const plain = priceCall(usageOf(3, 0, 0, 7), [version({ input: '2', output: '10' })], at, 'external');
    const padded = priceCall(usageOf(3, 0, 0, 7), [version({ input: '2.000', output: '10.0' })], at, 'external');
    expect(padded).toEqual(plain);
  });

  test('equals, for any prices and tokens, the sum of its classes and the sum done in integers', () => {
    const price = fc
      .tuple(fc.nat(999_999_999), fc.nat(9))
      .chain(([whole, decimals]) =>
        fc
          .nat(10 ** decimals - 1)
          .map((fraction) => (decimals === 0 ? `${whole}` : `${whole}.${String(fraction).padStart(decimals, '0')}`)),
      );
    const tokens = fc.nat(1_000_000_000);
    const prices = fc.record({
      input: price,
      cached_input: fc.option(price),
      cache_write: fc.option(price),
      output: price,
      reasoning: fc.option(price),
    });
    fc.assert(
      fc.property(prices, fc.tuple(tokens, tokens, tokens, tokens, tokens), (set, counts) => {
        const usage = usageOf(...counts);
        const cost = priceCall(usage, [version(set)], at, 'external');
        if (cost === null) throw new Error('not priced');
        const parts = tokenClasses.map((name) => money.decimal(cost.classes[name]));
        expect(money.compare(money.sum(parts), money.decimal(cost.amount))).toBe(0);
        const inUnits = (text: string) =>
          BigInt(text.replace('.', '')) * 10n ** BigInt(9 - (text.split('.')[1]?.length ?? 0));
        const effective = {
          ...set,
          cached_input: set.cached_input ?? set.input,
          cache_write: set.cache_write ?? set.input,
          reasoning: set.reasoning ?? set.output,
        };
        const units = tokenClasses.reduce((sum, name) => sum + inUnits(effective[name]) * BigInt(usage[name]), 0n);
        expect(money.compare({ units, scale: 15 }, money.decimal(cost.amount))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the price version in force', () => {
  const versions = [
    version({ version: 2, valid_from: '2026-02-01T00:00:00Z' }),
    version({ version: 1, valid_from: '2026-01-01T00:00:00Z' }),
    version({ version: 3, valid_from: '2026-03-01T13:00:00+01:00' }),
    version({ version: 4, valid_from: '2026-09-01T00:00:00Z' }),
  ];

  test.each([
    ['2025-12-31T23:59:59.999Z', undefined],
    ['2026-01-01T00:00:00.000Z', 1],
    ['2026-01-31T23:59:59.999Z', 1],
    ['2026-02-01T00:00:00.000Z', 2],
    ['2026-03-01T11:59:59.999Z', 2],
    ['2026-03-01T12:00:00.000Z', 3],
    ['2026-08-31T23:59:59.999Z', 3],
    ['2027-01-01T00:00:00.000Z', 4],
  ])('at %s is %s', (moment, expected) => expect(versionInForce(versions, moment)?.version).toBe(expected));

  test('is the later of two that begin together', () => {
    const two = [version({ version: 5 }), version({ version: 6 })];
    expect(versionInForce(two, at)?.version).toBe(6);
    expect(versionInForce(two.toReversed(), at)?.version).toBe(6);
  });
});
