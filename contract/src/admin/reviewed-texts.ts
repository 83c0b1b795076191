import { z } from 'zod';
import { ReviewedText } from '../policy.ts';
import { Page, listOf } from './list.ts';

export { ReviewedText };
export const ReviewedTextList = listOf(ReviewedText);
export const ReviewedTextQuery = z.strictObject(Page);
const note = z.string().trim().min(1).max(2000);
/** The text itself, or where it stands in a recorded request. */
export const ReviewedTextCreate = z.union([
  z.strictObject({ text: z.string().min(1).max(2_000_000), note }),
  z.strictObject({
    request_id: z.string().min(1).max(64),
    place: z.string().min(1).max(2000).describe('As in a hit, such as `messages[0].content`.'),
    note,
  }),
]);
export type ReviewedTextCreate = z.infer<typeof ReviewedTextCreate>;
