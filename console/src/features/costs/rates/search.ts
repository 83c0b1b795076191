import { one, searchOf } from '../../../lib/search-schema.ts';

/** What the address of the exchange rates says, in the API's words. */
export const ratesSearch = searchOf({ currency: one, base: one, from: one, to: one });
export type RatesSearch = ReturnType<typeof ratesSearch>;
