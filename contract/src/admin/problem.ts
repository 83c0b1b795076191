import { z } from 'zod';

export const FieldProblem = z.object({
  field: z.string().describe('A path such as `prices.input`; empty for the input as a whole.'),
  message: z.string(),
  position: z.int().optional().describe('Where in the text of the field, in UTF-16 code units.'),
  hint: z.string().optional().describe('What could be written instead; the message says it too.'),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** A problem document (RFC 9457), with one entry per field that is wrong. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(FieldProblem).optional(),
  candidates: z
    .array(z.object({ id: z.string(), email: z.string() }))
    .optional()
    .describe('The users of whom one has to be named with `user`.'),
});
export type Problem = z.infer<typeof Problem>;
