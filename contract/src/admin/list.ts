import { z } from 'zod';

/** How every list of the admin API is paged: by a cursor that the page before gave. */
export const Page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items on a page, at most 200.'),
  cursor: z.string().min(1).max(600).optional().describe('`next_cursor` of the page before.'),
};

export const PageQuery = z.strictObject(Page);

/** A page: `next_cursor` is null on the last one. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** A query parameter that may be given several times ("any of"). */
export const repeatable = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1).max(100).optional(),
  );

export const Time = z.iso.datetime({ offset: true });
/** A calendar day of `TOLLGATE_REPORT_TIME_ZONE`: `YYYY-MM-DD`. */
export const Day = z.iso.date();
export const Id = z.string().min(1).max(64);
export const Revision = z
  .int()
  .describe('Counts the changes; `If-Match: "<revision>"` refuses to overwrite another one.');

export const IdParams = z.object({ id: Id });

/** Something named by id, with a name to show. */
export const Named = z.object({ id: z.string(), name: z.string() });
