import { money } from '@tollgate/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from '../../src/cost/currencies/apportion.ts';
import { convertAmounts, type DatedAmount } from '../../src/cost/currencies/convert.ts';
import { RateTable } from '../../src/cost/currencies/rate-table.ts';
import { divideHalfEven } from '../../src/cost/currencies/ratio.ts';
import { readRatesFile } from '../../src/cost/currencies/read-rates-file.ts';

const parts = fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), { maxLength: 20 });
const divisor = fc.bigInt({ min: 1n, max: 10n ** 20n });

test('rounded parts add up to the rounded sum, each less than one unit away from what it is', () => {
  fc.assert(
    fc.property(parts, divisor, (values, by) => {
      const rounded = apportion(values, by);
      const total = values.reduce((sum, value) => sum + value, 0n);
      expect(rounded.reduce((sum, value) => sum + value, 0n)).toBe(divideHalfEven(total, by));
      for (const [index, value] of rounded.entries()) {
        const away = value * by - (values[index] ?? 0n);
        expect(away > -by && away < by).toBe(true);
      }
    }),
  );
});

test('what is left over goes to the largest remainders, of equal ones to the first', () => {
  expect(apportion([10n, 10n, 10n], 3n)).toEqual([4n, 3n, 3n]);
  expect(apportion([5n, 4n, 1n], 10n)).toEqual([1n, 0n, 0n]);
  expect(apportion([-10n, -10n, -10n], 3n)).toEqual([-3n, -3n, -4n]);
});

const rates = [
  { day: '2026-11-26', currency: 'USD', base: 'EUR', rate: '1.25' },
  { day: '2026-11-26', currency: 'CNY', base: 'EUR', rate: '8' },
  { day: '2026-11-25', currency: 'USD', base: 'EUR', rate: '1.5' },
];

test('a rate is that of its day, the other way round and across the base too; else there is none', () => {
  const table = new RateTable(rates);
  const factor = (day: string, from: string, to: string, rule: 'same_day' | 'latest_before' = 'same_day') => {
    const found = table.factor(day, from, to, rule);
    return found && Number(found.numerator) / Number(found.denominator);
  };
  expect(factor('2026-11-26', 'EUR', 'USD')).toBe(1.25);
  expect(factor('2026-11-26', 'USD', 'EUR')).toBe(0.8);
  expect(factor('2026-11-26', 'USD', 'CNY')).toBe(6.4);
  expect(factor('2026-11-25', 'USD', 'CNY')).toBeNull();
  expect(factor('2026-11-28', 'USD', 'CNY')).toBeNull();
  expect(factor('2026-11-28', 'USD', 'CNY', 'latest_before')).toBe(6.4);
  expect(factor('2026-11-24', 'USD', 'EUR', 'latest_before')).toBeNull();
  expect(factor('2026-11-01', 'USD', 'USD')).toBe(1);
});

const amount = fc.record({
  line: fc.constantFrom('a', 'b', 'c'),
  day: fc.constantFrom('2026-11-25', '2026-11-26', '2026-11-27'),
  kind: fc.constantFrom('estimated_cost', 'internal_cost'),
  currency: fc.constantFrom('USD', 'CNY', 'EUR'),
  amount: fc.tuple(fc.nat(1000), fc.nat(10 ** 9)).map(([whole, part]) => `${whole}.${part}`),
});

test('lines add up to the same converted total however they are cut, and nothing without a rate is in it', () => {
  const table = new RateTable(rates);
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 40 }), (amounts) => {
      const factorOf = (day: string, currency: string) => table.factor(day, currency, 'EUR', 'same_day');
      const convert = (given: readonly DatedAmount[]) => {
        const { lines, unconverted, missing } = convertAmounts(given, 'EUR', factorOf);
        const sum = (of: typeof lines) => money.sum([...of.values()].flatMap((line) => [...line.values()]));
        return { converted: sum(lines), left: sum(unconverted), missing };
      };
      const cut = convert(amounts);
      const whole = convert(amounts.map((one) => ({ ...one, line: '' })));
      expect(money.compare(cut.converted, whole.converted)).toBe(0);
      expect(money.compare(cut.left, whole.left)).toBe(0);
      const without = amounts.filter(({ day, currency }) => factorOf(day, currency) === null);
      expect(money.compare(cut.left, money.sum(without.map((one) => money.decimal(one.amount))))).toBe(0);
      expect(cut.missing.map(({ day, currency }) => `${day} ${currency}`)).toEqual(
        [...new Set(without.map(({ day, currency }) => `${day} ${currency}`))].toSorted(),
      );
    }),
  );
});

const rateOf = { currency: 'USD', base: 'EUR' };

test.each([
  [
    'our columns, in any order',
    'rate,base,currency,day\r\n1.0500,EUR,USD,2026-11-26\r\n',
    [{ ...rateOf, day: '2026-11-26', rate: '1.05', line: 2 }],
  ],
  [
    "the bank's history as CSV",
    'Date,USD,JPY,CYP,\n2026-11-26,1.05,N/A,,\n2026-11-25,1.04,161.2,N/A,\n',
    [
      { ...rateOf, day: '2026-11-26', rate: '1.05', line: 2 },
      { ...rateOf, day: '2026-11-25', rate: '1.04', line: 3 },
      { day: '2026-11-25', currency: 'JPY', base: 'EUR', rate: '161.2', line: 3 },
    ],
  ],
  [
    "the bank's day as CSV",
    'Date, USD, \n6 November 2026, 1.0582, \n',
    [{ ...rateOf, day: '2026-11-06', rate: '1.0582', line: 2 }],
  ],
  [
    "the bank's XML",
    `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube>
    <Cube time='2026-11-26'>
      <Cube currency='USD' rate='1.0582'/>
    </Cube>
    <Cube time="2026-11-25"><Cube currency="USD" rate="1.06"/></Cube>
  </Cube>
</gesmes:Envelope>`,
    [
      { ...rateOf, day: '2026-11-26', rate: '1.0582', line: 6 },
      { ...rateOf, day: '2026-11-25', rate: '1.06', line: 8 },
    ],
  ],
])('a file of rates is read: %s', (_, text, expected) => {
  expect(readRatesFile(text)).toMatchObject({ rates: expected, problems: [] });
});

test('each line that cannot be taken is told by its number', () => {
  const text = `day,currency,base,rate

2026-11-26,USD,EUR,1.05
2026-11-26,USD,EUR,1.06
2026-02-30,USD,EUR,1
2026-11-26,dollar,EUR,1
2026-11-27,USD,EUR,-1
2026-11-27,CNY,EUR,0.000
2026-11-27,JPY,EUR,1e2
2026-11-27,EUR,EUR,1`;
  expect(readRatesFile(text).problems.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  expect(readRatesFile('<a><b></a>').problems).toMatchObject([{ line: 1 }]);
  expect(readRatesFile('a,b\n1,2').problems).toMatchObject([
    { line: 1, message: expect.stringMatching(/day, currency/) },
  ]);
});
