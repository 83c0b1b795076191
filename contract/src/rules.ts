import { z } from 'zod';

export const categories = ['privacy', 'enterprise', 'finance', 'security'] as const;
export const severities = ['low', 'medium', 'high'] as const;
/** From the weakest to the strongest: the strongest among the hits decides. */
export const actions = ['allow', 'redact', 'route_secure_model', 'block'] as const;
/** Where in a request a text stands. Whatever is in no known place is `other`. */
export const scopes = ['system', 'user', 'assistant', 'tool_call', 'tool_result', 'tool_definitions', 'other'] as const;
export const ruleKinds = ['regex', 'keywords', 'detector', 'fingerprints'] as const;
/** What a rule reads: what callers send, what comes back, or both. */
export const directions = ['request', 'response', 'both'] as const;
/** What happens to a finding in an answer (rules whose direction is `response` or `both`). */
export const responseActions = ['record', 'redact', 'cut'] as const;
/** Ways in which a text may hide what it says, undone before matching. */
export const disguises = [
  'unicode',
  'invisible',
  'homoglyph',
  'html_entities',
  'percent',
  'escapes',
  'base64',
  'hex',
  'compressed',
  'spaced',
  'split',
] as const;
export const stickinesses = ['none', 'trace', 'session', 'instance'] as const;

export const Category = z.enum(categories);
export const Severity = z.enum(severities);
export const Action = z.enum(actions);
export const Scope = z.enum(scopes);
export const Direction = z.enum(directions);
export const ResponseAction = z.enum(responseActions);
export const Disguise = z.enum(disguises);
export const Stickiness = z.enum(stickinesses);

export type Category = z.infer<typeof Category>;
export type Severity = z.infer<typeof Severity>;
export type Action = z.infer<typeof Action>;
export type Scope = z.infer<typeof Scope>;
export type Direction = z.infer<typeof Direction>;
export type ResponseAction = z.infer<typeof ResponseAction>;
export type Disguise = z.infer<typeof Disguise>;
export type Stickiness = z.infer<typeof Stickiness>;

/** What stands after `/api/rules/` and is no rule. */
const addresses = new Set(['test', 'backtest', 'backtests', 'export', 'import', 'statistics']);

export const RuleId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,63}$/, 'a rule id is lower-case letters, digits and _')
  .refine((id) => !addresses.has(id), 'is a word of the API, which no rule can have for an id');

/** Whose calls a rule reads: each list that is given must hold the call's own (ids or names); an absent one holds all. */
export const RuleAudience = z.strictObject({
  users: z.array(z.string().min(1).max(254)).min(1).max(1000).optional(),
  groups: z.array(z.string().min(1).max(120)).min(1).max(1000).optional(),
  instances: z.array(z.string().min(1).max(120)).min(1).max(1000).optional(),
  models: z.array(z.string().min(1).max(200)).min(1).max(1000).optional(),
  providers: z.array(z.string().min(1).max(120)).min(1).max(1000).optional(),
});
export type RuleAudience = z.infer<typeof RuleAudience>;

/** One risk rule, as data: what it finds, how grave that is, and what happens then (DESIGN section 6). */
export const Rule = z.strictObject({
  id: RuleId,
  display_name: z.string().min(1).max(120),
  description: z.string().max(2000).default(''),
  /** Where the format is written down: a standard, or a page of the vendor's. */
  source: z.string().min(1).max(300).optional(),
  category: Category,
  kind: z.enum(ruleKinds),
  /** Linear-time syntax (Rust's `regex`): no look-around, no back-references. */
  regex: z.string().min(1).max(4000).optional(),
  /** Letters out of `i`, `m`, `s`. */
  flags: z
    .string()
    .regex(/^[ims]*$/)
    .optional(),
  /** The capture group that is the finding itself; 0 is the whole match. */
  group: z.int().min(0).max(20).optional(),
  keywords: z.array(z.string().min(1).max(200)).min(1).max(20_000).optional(),
  /** A keyword as a word of its own (the default; scripts without blanks know no words), or anywhere. */
  keyword_match: z.enum(['word', 'substring']).optional(),
  /** Keywords in this very case. */
  case_sensitive: z.boolean().optional(),
  /** Those of the keywords that count in this very case alone, where the others count in any. */
  keywords_in_case: z.array(z.string().min(1).max(200)).max(20_000).optional(),
  detector: z.string().min(1).max(64).optional(),
  /** What the named detector can be told, such as `{ "countries": ["DE"] }`; each detector says what it takes. */
  detector_options: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .optional(),
  /** The name of a set of exact values of the company's own, kept as keyed hashes. */
  fingerprints: z.string().min(1).max(64).optional(),
  severity: Severity,
  action: Action,
  is_enabled: z.boolean().default(true),
  position: z.int().default(0),
  /** A named check of the finding: `luhn`, `iban`, `cn_resident_id`, … */
  validator: z.string().max(64).optional(),
  /** One of these words must stand near the finding. */
  context: z.array(z.string().min(1).max(100)).max(500).optional(),
  /** Shannon entropy in bits per character that the finding must reach. */
  entropy_min: z.number().min(0).max(8).optional(),
  /** Findings that equal one of these (case-insensitive) are none. */
  except: z.array(z.string().min(1).max(500)).max(5000).optional(),
  /** How many distinct findings a request must hold before the rule counts. */
  count_min: z.int().min(1).max(10_000).optional(),
  /** The places it reads; all of them when absent. */
  scope: z.array(Scope).min(1).optional(),
  /** Whose calls it reads; everybody's when absent. */
  audience: RuleAudience.optional(),
  /** What follows from a call that this rule sent to a secure model stays there. */
  sticky: Stickiness.optional(),
  direction: Direction.default('request'),
  /** What happens to a finding in an answer: `record` when absent. */
  response_action: ResponseAction.optional(),
  examples: z
    .strictObject({ match: z.array(z.string()).default([]), no_match: z.array(z.string()).default([]) })
    .default({ match: [], no_match: [] }),
});
export type Rule = z.infer<typeof Rule>;
export type RuleInput = z.input<typeof Rule>;

/** What an admin may change on a built-in rule; an upgrade of a pack never overwrites it. */
export const RuleOverride = z.strictObject({
  id: RuleId,
  action: Action.optional(),
  severity: Severity.optional(),
  is_enabled: z.boolean().optional(),
  except: z.array(z.string().min(1).max(500)).max(5000).optional(),
  scope: z.array(Scope).min(1).optional(),
  count_min: z.int().min(1).max(10_000).optional(),
  audience: RuleAudience.optional(),
  sticky: Stickiness.optional(),
  direction: Direction.optional(),
  response_action: ResponseAction.optional(),
});
export type RuleOverride = z.infer<typeof RuleOverride>;
