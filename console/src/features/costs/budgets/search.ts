import { one, oneOf, searchOf } from '../../../lib/search-schema.ts';

/** What the address of the budgets says: which panel is open. */
export const budgetsSearch = searchOf({ budget: one, edit: oneOf(['new', 'open']) });
export type BudgetsSearch = ReturnType<typeof budgetsSearch>;
