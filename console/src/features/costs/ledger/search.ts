import { many, one, oneOf, rangeSearch, searchOf } from '../../../lib/search-schema.ts';

/** What the address of the ledger says, in the API's words. */
export const ledgerSearch = searchOf({
  ...rangeSearch,
  user: many,
  instance: many,
  model: many,
  provider: many,
  session_id: many,
  request_id: many,
  kind: oneOf(['estimated_cost', 'internal_cost']),
  entry: oneOf(['charge', 'correction']),
  currency: one,
  tab: oneOf(['corrections']),
  /** The call whose entries are open. */
  call: one,
});
export type LedgerSearch = ReturnType<typeof ledgerSearch>;
