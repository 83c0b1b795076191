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

describe('what is priced beside the classes', () => {
  const used: Usage = {
    ...usageOf(1000, 200, 300, 400, 50),
    details: { audio_input: 100, cache_write_1h: 250, audio_output: 40 },
    units: { web_search: 3 },
  };

  test('tokens within a class have their own price, or that of their class', () => {
    const prices = [version({ details: { audio_input: '5', cache_write_1h: '2.5' } })];
    const cost = priceCall(used, prices, at, 'external');
    expect(cost?.classes).toMatchObject({ input: '0.001625', cache_write: '0.0006875', output: '0.004' });
    expect(cost?.details).toEqual({ audio_input: '0.0005', cache_write_1h: '0.000625' });
  });

  test('more tokens within a class than it holds are not priced twice', () => {
    const wrong = { ...used, details: { audio_input: 2000 } };
    const cost = priceCall(wrong, [version({ details: { audio_input: '5' } })], at, 'external');
    expect(cost?.classes.input).toBe('0.005');
  });

  test('pieces are fees, a call is one request, and what has no price costs nothing', () => {
    const cost = priceCall(used, [version({ units: { request: '0.002', web_search: '0.01' } })], at, 'external');
    expect(cost?.fees).toEqual({ request: '0.002', web_search: '0.03' });
    const without = priceCall(used, [version({})], at, 'external');
    expect(without).not.toHaveProperty('fees');
    expect(without).not.toHaveProperty('details');
    expect(without).not.toHaveProperty('price_variant');
  });

  test.each([
    ['flex', 10, 1],
    [null, 1500, undefined],
    [null, 1501, 2],
    ['flex', 5000, 1],
    ['batch', 10, 3],
  ])('in the tier %s with %s tokens the variant %s applies', (serviceTier, tokens, variant) => {
    const prices = [
      version({
        variants: [
          { when: { service_tier: 'flex' }, input: '0.5' },
          { when: { input_over: 1500 }, input: '3' },
          { when: { batch: true }, input: '0.25' },
        ],
      }),
    ];
    const cost = priceCall(usageOf(tokens), prices, at, 'external', { serviceTier });
    expect(cost?.price_variant).toBe(variant);
  });

  test('a variant stands over the version: what it leaves out stays, and falls back to what it says', () => {
    const prices = [
      version({
        cache_write: '9',
        details: { audio_input: '5' },
        units: { request: '1' },
        variants: [{ when: { batch: true }, input: '0.5', details: { audio_output: '7' } }],
      }),
    ];
    const cost = priceCall(used, prices, at, 'external', { serviceTier: 'batch' });
    expect(cost?.classes).toEqual({
      input: '0.00095',
      cached_input: '0.0001',
      cache_write: '0.0027',
      output: '0.00388',
      reasoning: '0.0005',
    });
    expect(cost?.fees).toEqual({ request: '1' });
  });

  const price = fc
    .tuple(fc.nat(999), fc.nat(999_999_999))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`);
  const some = <Name extends string>(names: readonly Name[]) =>
    fc.dictionary(fc.constantFrom(...names), price, { maxKeys: 3 }) as fc.Arbitrary<Partial<Record<Name, string>>>;
  const counts = fc.array(fc.nat(2_000_000), { minLength: 12, maxLength: 12 });
  const versions = fc
    .record({
      input: price,
      output: price,
      cached_input: fc.option(price),
      cache_write: fc.option(price),
      reasoning: fc.option(price),
      details: some(['audio_input', 'image_input', 'cache_write_1h', 'audio_output']),
      units: some(['request', 'web_search', 'image']),
    })
    .map((set) => version(set));
  const usageFrom = (numbers: readonly number[]): Usage => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, audio = 0, image = 0, hour = 0, spoken = 0, searches = 0, images = 0] =
      numbers;
    return {
      ...usageOf(a, b, c, d, e),
      details: { audio_input: audio, image_input: image, cache_write_1h: hour, audio_output: spoken },
      units: { web_search: searches, image: images },
    };
  };
  const amountOf = (usage: Usage, one: ReturnType<typeof version>) =>
    money.decimal(priceCall(usage, [one], at, 'external')?.amount ?? '');

  test('the amount is the sum of classes and fees, and details lie within their classes, whatever was reported', () => {
    fc.assert(
      fc.property(versions, counts, (one, numbers) => {
        const cost = priceCall(usageFrom(numbers), [one], at, 'external');
        if (!cost) throw new Error('there is a price, and yet no cost');
        const parts = [...tokenClasses.map((name) => cost.classes[name]), ...Object.values(cost.fees ?? {})];
        expect(money.compare(money.sum(parts.map((text) => money.decimal(text))), money.decimal(cost.amount))).toBe(0);
        const inInput = [cost.details?.audio_input ?? '0', cost.details?.image_input ?? '0'];
        const within = money.sum(inInput.map((text) => money.decimal(text)));
        expect(money.compare(within, money.decimal(cost.classes.input))).not.toBe(1);
      }),
    );
  });

  test('more of anything never costs less, and a higher price of anything never either', () => {
    fc.assert(
      fc.property(versions, counts, fc.nat(4), fc.nat(1000), (one, numbers, index, more) => {
        const usage = usageFrom(numbers);
        const name = tokenClasses[index] ?? 'input';
        const larger = { ...usage, [name]: usage[name] + more };
        const contained = { ...usage, details: {} };
        expect(money.compare(amountOf({ ...larger, details: {} }, one), amountOf(contained, one))).not.toBe(-1);
        const dearer = { ...one, output: money.plain(money.add(money.decimal(one.output), money.decimal('1'))) };
        expect(money.compare(amountOf(usage, dearer), amountOf(usage, one))).not.toBe(-1);
      }),
    );
  });
});

describe('the version in force', () => {
  const begins = (n: number, from: string, to: string | null = null) =>
    version({ version: n, valid_from: `2026-${from}T00:00:00Z`, valid_to: to && `2026-${to}T00:00:00Z` });
  const on = (day: string, ...versions: ReturnType<typeof version>[]) =>
    versionInForce(versions, `2026-${day}T12:00:00Z`)?.version ?? null;

  test('is none after its end, and the one before again where that still holds', () => {
    expect(on('02-10', begins(1, '01-01', '02-01'))).toBeNull();
    const promotion = [begins(1, '01-01'), begins(2, '03-01', '04-01')];
    expect([on('02-10', ...promotion), on('03-10', ...promotion), on('04-10', ...promotion)]).toEqual([1, 2, 1]);
  });

  test('that takes the place of another one takes its end away too', () => {
    const shorter = [begins(1, '01-01'), begins(2, '01-01', '02-01')];
    expect([on('01-10', ...shorter), on('02-10', ...shorter)]).toEqual([2, null]);
  });

  test('holds up to its end, and not at it', () => {
    const one = version({ valid_to: '2026-02-01T00:00:00Z' });
    expect(versionInForce([one], '2026-01-31T23:59:59.999Z')?.version).toBe(1);
    expect(versionInForce([one], '2026-02-01T00:00:00.000Z')).toBeNull();
  });
});
