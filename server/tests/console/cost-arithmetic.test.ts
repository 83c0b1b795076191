import { expect, test } from 'vitest';
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
