import { expect, test } from 'vitest';
import { priceSteps } from '../../../console/src/features/catalogue/prices/price-steps.ts';
import { bucketsOf, unitOf } from '../../../console/src/features/costs/buckets.ts';
import { zoneOf, zonesToChoose } from '../../../console/src/features/costs/zones.ts';
import { compareAmounts, minus, projected, shareOf, sumOf } from '../../../console/src/lib/decimal.ts';

test('amounts are added and compared to the last digit', () => {
  expect(sumOf(['0.1', '0.2', '0.000000000000000001'])).toBe('0.300000000000000001');
  expect(minus('1', '0.000000001')).toBe('0.999999999');
  expect(minus('0.5', '0.75')).toBe('-0.25');
  expect(sumOf(['123456789012345678.9', '0.1'])).toBe('123456789012345679.0');
  expect(compareAmounts('0.10', '0.1')).toBe(0);
  expect(compareAmounts('-0.1', '0.1')).toBe(-1);
  expect(shareOf('1', '3')).toBeCloseTo(0.333333, 6);
  expect(shareOf('1', '0.000')).toBeNull();
  expect(projected('10.00', 30, 10)).toBe('30.00');
});

test('bars begin and end with the days of a zone, across its clock change too', () => {
  const span = { from: '2026-10-23T22:00:00.000Z', to: '2026-10-26T23:00:00.000Z' };
  const berlin = bucketsOf(span, 'day', 'Europe/Berlin', Date.parse(span.to));
  expect(berlin.map(({ key, fromMs, toMs }) => [key, (toMs - fromMs) / 3_600_000])).toEqual([
    ['2026-10-24', 24],
    ['2026-10-25', 25],
    ['2026-10-26', 24],
  ]);
  expect(berlin[0]?.fromMs).toBe(Date.parse(span.from));
  expect(bucketsOf(span, 'day', 'UTC', Date.parse(span.to)).map(({ key }) => key)).toEqual([
    '2026-10-23',
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
  ]);
  const day = { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' };
  expect(bucketsOf(day, 'hour', 'Europe/Berlin', Date.parse(day.to))).toHaveLength(25);
});

test('what has not begun has no bar, and long spans are cut into months', () => {
  const year = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
  expect(unitOf(year)).toBe('month');
  expect(bucketsOf(year, 'month', 'UTC', Date.parse('2026-03-05T12:00:00Z')).map(({ key }) => key)).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
});

test('only zones whose hours begin as those of the reports can be chosen', () => {
  expect(zoneOf('Asia/Shanghai', 'UTC')).toBe('Asia/Shanghai');
  expect(zoneOf('Asia/Kolkata', 'UTC')).toBe('UTC');
  expect(zoneOf('Nowhere/At_all', 'Europe/Berlin')).toBe('Europe/Berlin');
  expect(zonesToChoose('Asia/Kolkata', 'Asia/Kolkata')).not.toContain('UTC');
});

test('prices go in steps as the gateway takes them: the one that began last, the highest of one time, gaps where none holds', () => {
  const at = (day: number): string => `2026-11-0${day}T00:00:00.000Z`;
  const version = (number: number, from: number, to: number | null = null) => ({
    version: number,
    valid_from: at(from),
    valid_to: to === null ? null : at(to),
  });
  const told = (...versions: ReturnType<typeof version>[]) =>
    priceSteps(versions).map((step) => [new Date(step.at).toISOString(), step.version?.version ?? null]);
  expect(told(version(1, 1), version(3, 5), version(2, 3))).toEqual([
    [at(1), 1],
    [at(3), 2],
    [at(5), 3],
  ]);
  // An offer that ends falls back to what holds beside it; a replaced version counts nowhere, its end neither.
  expect(told(version(1, 1), version(2, 3, 4))).toEqual([
    [at(1), 1],
    [at(3), 2],
    [at(4), 1],
  ]);
  expect(told(version(1, 1, 2), version(2, 3, 4), version(3, 3))).toEqual([
    [at(1), 1],
    [at(2), null],
    [at(3), 3],
  ]);
});
