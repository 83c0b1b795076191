import { one, searchOf } from '../../../lib/search-schema.ts';

/** What the address of the cost centres says: one of them, and whose history is open. */
export const centresSearch = searchOf({ cost_centre: one, user: one });
export type CentresSearch = ReturnType<typeof centresSearch>;
