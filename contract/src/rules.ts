import { z } from 'zod';

export const categories = ['privacy', 'enterprise', 'finance', 'security'] as const;
export const severities = ['low', 'medium', 'high'] as const;
/** From the weakest to the strongest: the strongest among the hits decides. */
export const actions = ['allow', 'redact', 'route_secure_model', 'block'] as const;
/** Where in a request a text stands. Whatever is in no known place is `other`. */
export const scopes = ['system', 'user', 'assistant', 'tool_call', 'tool_result', 'tool_definitions', 'other'] as const;
export const ruleKinds = ['regex', 'keywords', 'detector'] as const;

export const Category = z.enum(categories);
export const Severity = z.enum(severities);
export const Action = z.enum(actions);
export const Scope = z.enum(scopes);

export type Category = z.infer<typeof Category>;
export type Severity = z.infer<typeof Severity>;
export type Action = z.infer<typeof Action>;
export type Scope = z.infer<typeof Scope>;

export const RuleId = z.string().regex(/^[a-z][a-z0-9_]{1,63}$/, 'a rule id is lower-case letters, digits and _');

/** One risk rule, as data: what it finds, how grave that is, and what happens then (DESIGN section 6). */
export const Rule = z.strictObject({
  id: RuleId,
  display_name: z.string().min(1).max(120),
  description: z.string().max(2000).default(''),
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
  keywords: z.array(z.string().min(1).max(200)).min(1).max(5000).optional(),
  detector: z.string().min(1).max(64).optional(),
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
  sticky: z.enum(['none', 'trace', 'session', 'instance']).optional(),
  direction: z.literal('request').default('request'),
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
});
export type RuleOverride = z.infer<typeof RuleOverride>;
