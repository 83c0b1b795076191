import { z } from 'zod';
import { RuleId } from '../rules.ts';
import { Page, Revision, Time, listOf } from './list.ts';

/** Exact values of a company's own. What they are is told to nobody: only keyed hashes are kept. */
export const FingerprintSetView = z.object({
  id: RuleId,
  description: z.string(),
  values: z.int().describe('How many there are.'),
  used_by: z.array(z.string()).describe('The rules that name the set.'),
  created_at: Time,
  changed_at: Time,
  revision: Revision,
});
export type FingerprintSetView = z.infer<typeof FingerprintSetView>;
export const FingerprintSetList = listOf(FingerprintSetView);
export const FingerprintSetQuery = z.strictObject(Page);

export const FingerprintSetCreate = z.strictObject({
  id: RuleId,
  description: z.string().max(2000).default(''),
});
export type FingerprintSetCreate = z.infer<typeof FingerprintSetCreate>;

export const FingerprintValuesQuery = z.strictObject({
  column: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Of a CSV text: the number of the column, from 1, or its name in the first row. The first one by default.',
    ),
});

/** The set after its values were replaced. */
export const FingerprintSetReplaced = z.object({
  ...FingerprintSetView.shape,
  skipped: z
    .record(z.string(), z.int())
    .describe(
      'How many lines were left out: `empty`, `too short` (less than 4 letters or digits, or 2 ideographs), `too long`, `twice`.',
    ),
});
