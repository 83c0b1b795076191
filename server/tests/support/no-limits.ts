import { createRates } from '../../src/journey/limits/exchange-rates.ts';
import type { Limits } from '../../src/journey/limits/limits.ts';
import { createPeriods } from '../../src/journey/limits/periods.ts';

/** For policies without budgets. */
export const noLimits: Limits = {
  periods: createPeriods('UTC'),
  rates: createRates(() => []),
  account: () => {
    throw new Error('there is no budget');
  },
  readings: async () => '0',
};
