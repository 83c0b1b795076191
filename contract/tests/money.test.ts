import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../src/index.ts';

const { add, compare, decimal, perMillion, sum, toText } = money;
const price = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 0, max: 9 }))
  .map(([units, scale]) => toText({ units, scale }));
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 15 }))
  .map(([units, scale]) => ({ units, scale }));

describe('money', () => {
  it('reads back what it writes, to the last digit', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(decimal(toText(value))).toEqual(value);
      }),
    );
  });

  it('prices tokens exactly: price × tokens ÷ 1,000,000', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 0, max: 10 ** 9 }), (text, tokens) => {
        const { units, scale } = decimal(text);
        const cost = perMillion({ units, scale }, tokens);
        expect(cost.units * 10n ** 6n * 10n ** BigInt(scale)).toBe(units * BigInt(tokens) * 10n ** BigInt(cost.scale));
      }),
    );
    expect(toText(perMillion(decimal('0.1'), 3))).toBe('0.0000003');
  });

  it('adds in any order to the same sum', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), (values) => {
        expect(compare(sum(values), sum(values.toReversed()))).toBe(0);
        const [first, ...rest] = values;
        if (first) expect(compare(sum(values), add(first, sum(rest)))).toBe(0);
      }),
    );
    expect(toText(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
  });

  it('does not care about trailing zeros when it compares', () => {
    expect(compare(decimal('1.50'), decimal('1.5'))).toBe(0);
    expect(compare(decimal('-1.50'), decimal('1.5'))).toBe(-1);
    expect(compare(decimal('2'), decimal('1.999999999999'))).toBe(1);
  });

  it.each(['', '1e3', '.5', '1.', '+1', '1,5', ' 1', 'NaN', '0x1'])('refuses %j', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %d tokens', (tokens) => {
    expect(() => perMillion(decimal('1'), tokens)).toThrow(RangeError);
  });
});
