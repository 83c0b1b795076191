import type { PriceVersion } from '@tollgate/contract';
import { expect, test } from 'vitest';
import { comparePrices } from '../../src/cost/compare-prices.ts';
import { priceCall } from '../../src/cost/price.ts';
import { usage } from '../audit-shipper/events.ts';

const at = '2026-11-27T10:00:00.000Z';
const version: PriceVersion = {
  version: 1,
  valid_from: '2026-01-01T00:00:00.000Z',
  valid_to: null,
  currency: 'CNY',
  input: '2',
  cached_input: '0.5',
  cache_write: null,
  output: '8',
  reasoning: null,
  details: {},
  units: {},
  variants: [],
  source: null,
};
const compare = (tokens: typeof usage, selected: PriceVersion | null) => {
  const cost = priceCall(tokens, [version], at, 'secure');
  if (!cost) throw new Error('a price is in force');
  return comparePrices({ usage: tokens, cost, at, facts: {} }, [version], selected && [selected]);
};

test('cached tokens saved the input price less their own, and only they', () => {
  // 100 cached tokens at 2 instead of 0.5 per million.
  expect(compare(usage, null)).toEqual({ cache_savings: '0.00015' });
  expect(compare({ ...usage, cached_input: 0, input: 1000 }, null)).toBeUndefined();
});

test('what a rerouted call would have cost is the same tokens at the prices of the model that was selected', () => {
  const selected = { ...version, currency: 'USD', input: '1', cached_input: null, output: '10' };
  // 1000 tokens at 1 and 70 at 10 per million.
  expect(compare(usage, selected)?.instead).toEqual({ currency: 'USD', amount: '0.0017' });
  expect(compare(usage, { ...selected, valid_to: '2026-02-01T00:00:00.000Z' })?.instead).toBeUndefined();
});
