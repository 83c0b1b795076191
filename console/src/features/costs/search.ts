import { many, one, oneOf, rangeSearch, searchOf } from '../../lib/search-schema.ts';
import { dimensions, filterNames, type FilterName } from './words.ts';

const filters = Object.fromEntries(filterNames.map((name) => [name, many])) as Record<FilterName, typeof many>;

/** What the address of the reports says; names of filters are the API's. */
export const costsSearch = searchOf({
  ...rangeSearch,
  ...filters,
  by: oneOf(dimensions),
  and: oneOf(dimensions),
  sort: oneOf(['calls', 'tokens', 'key']),
  kind: oneOf(['external', 'internal']),
  /** Of the chart, and what amounts are compared in. */
  currency: one,
  /** A total in this currency too. */
  also: one,
  rates: oneOf(['latest_before']),
  /** Whose days; without it those of the company's reports. */
  tz: one,
  compare: oneOf(['none']),
  open: one,
});
export type CostsSearch = ReturnType<typeof costsSearch>;
