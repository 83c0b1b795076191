import { z } from 'zod';
import { Action, Severity } from '../rules.ts';

export const RuleImportQuery = z.strictObject({
  mode: z
    .enum(['preview', 'apply'])
    .default('preview')
    .describe('`preview` says what would be done and changes nothing.'),
  format: z
    .enum(['yaml', 'gitleaks'])
    .default('yaml')
    .describe('`yaml`: the `rules` of a gateway.yaml. `gitleaks`: a `.gitleaks.toml`.'),
  action: Action.default('allow').describe('Of rules from gitleaks, whose files say nothing of it.'),
  severity: Severity.default('high').describe('The same.'),
});

const Note = z.object({
  rule: z.string().describe('As the file names it; empty for the file as a whole.'),
  message: z.string(),
});

export const RuleImport = z.object({
  mode: z.enum(['preview', 'apply']),
  is_applied: z.boolean(),
  rules: z.array(z.object({ id: z.string(), action: z.enum(['create', 'change', 'none']) })),
  problems: z
    .array(z.object({ field: z.string(), message: z.string(), line: z.int(), column: z.int() }))
    .describe('With one of these nothing is imported.'),
  skipped: z.array(Note).describe('Rules of the file that are not taken over, and why.'),
  notes: z.array(Note).describe('What is not carried of those that are.'),
});
export type RuleImport = z.infer<typeof RuleImport>;

export const KeywordUploadQuery = z.strictObject({
  mode: z
    .enum(['replace', 'add'])
    .default('replace')
    .describe('In the place of the keywords that are there, or beside them.'),
});
