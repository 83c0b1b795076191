import { z } from 'zod';
import { Revision } from './list.ts';

const name = z.string().trim().min(1).max(80);
const search = z
  .string()
  .max(4000)
  .refine((text) => !new URLSearchParams(text).has('text'), 'text that is searched for is not kept')
  .describe("The search part of the console's address, without `?`.");

/** A list of calls that somebody wants to see again. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  search: z.string(),
  is_shared: z.boolean().describe('Everybody sees it; it shows each of them the calls that they may see.'),
  is_own: z.boolean(),
  owner: z.string().describe('The name of whose it is.'),
  revision: Revision,
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewList = z.object({ items: z.array(SavedView) });
export const SavedViewCreate = z.strictObject({ name, search, is_shared: z.boolean().default(false) });
