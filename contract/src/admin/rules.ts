import { z } from 'zod';
import { Action, Category, Rule, RuleId, RuleOverride } from '../rules.ts';
import { Page, Revision, listOf, repeatable } from './list.ts';

/** A rule as it is in force. `override` is what was changed on a built-in one. */
export const RuleView = z.object({
  ...Rule.shape,
  origin: z.enum(['built_in', 'custom']),
  override: RuleOverride.nullable(),
  pack: RuleOverride.omit({ id: true })
    .nullable()
    .describe('What the pack says where `override` says something else; null without one.'),
  managed_by_file: z.boolean(),
  revision: Revision,
});
export const RuleList = listOf(RuleView);
export const RuleQuery = z.strictObject({
  ...Page,
  category: repeatable(Category),
  action: repeatable(Action),
  origin: z.enum(['built_in', 'custom']).optional(),
});

export const RuleCreate = Rule;

const { id: _id, ...changeable } = Rule.shape;
const { description, is_enabled, position, direction, examples, ...undefaulted } = changeable;
/**
 * A rule of the company's own takes any field; a built-in one `action`, `severity`, `is_enabled`, `except`, `scope`,
 * `count_min`, `audience`, `sticky`, `direction` and `response_action`, where null goes back to what the pack says. Null takes away what a rule can do without.
 */
export const RuleChange = z.strictObject({
  display_name: undefaulted.display_name.optional(),
  category: undefaulted.category.optional(),
  kind: undefaulted.kind.optional(),
  regex: undefaulted.regex.nullable(),
  flags: undefaulted.flags.nullable(),
  group: undefaulted.group.nullable(),
  keywords: undefaulted.keywords.nullable(),
  keyword_match: undefaulted.keyword_match.nullable(),
  case_sensitive: undefaulted.case_sensitive.nullable(),
  keywords_in_case: undefaulted.keywords_in_case.nullable(),
  detector: undefaulted.detector.nullable(),
  detector_options: undefaulted.detector_options.nullable(),
  fingerprints: undefaulted.fingerprints.nullable(),
  severity: undefaulted.severity.nullable().optional(),
  action: undefaulted.action.nullable().optional(),
  validator: undefaulted.validator.nullable(),
  context: undefaulted.context.nullable(),
  entropy_min: undefaulted.entropy_min.nullable(),
  except: undefaulted.except.nullable(),
  count_min: undefaulted.count_min.nullable(),
  scope: undefaulted.scope.nullable(),
  audience: undefaulted.audience.nullable(),
  sticky: undefaulted.sticky.nullable(),
  response_action: undefaulted.response_action.nullable(),
  description: description.unwrap().optional(),
  is_enabled: is_enabled.unwrap().nullable().optional(),
  position: position.unwrap().optional(),
  direction: direction.unwrap().nullable().optional(),
  examples: examples.unwrap().optional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

/** What a rule may name: `detector` and `validator` are one of these. */
export const RuleChecks = z.object({ detectors: z.array(z.string()), validators: z.array(z.string()) });

/** Changes of several rules that are made together or not at all. */
export const RulesChange = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        id: RuleId,
        fields: RuleChange,
        revision: Revision.optional().describe('As it was read: refuses a change by two at once.'),
      }),
    )
    .min(1)
    .max(500),
});
export type RulesChange = z.infer<typeof RulesChange>;
export const RulesChanged = z.object({ items: z.array(RuleView) });
