import { z } from 'zod';
import { Budget } from './budgets.ts';
import { Capabilities } from './capabilities.ts';
import { PriceVersion } from './prices.ts';
import { Rule, RuleId, RuleOverride, Stickiness } from './rules.ts';

/** What the immutable policy snapshot is made of (DESIGN section 2). No secret is in it, not even a key's hash. */

export const roles = ['admin', 'auditor', 'member'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const instanceKinds = ['openclaw', 'generic'] as const;
export const blockForms = ['error', 'message'] as const;
export const BlockForm = z.enum(blockForms);
export type BlockForm = z.infer<typeof BlockForm>;

/** Protocols that this version can speak to a provider. */
export const protocols = ['openai', 'openai-compatible', 'azure-openai', 'anthropic', 'google', 'ollama'] as const;
export const Protocol = z.enum(protocols);
export type Protocol = z.infer<typeof Protocol>;

/** What callers may speak: the addresses of governed calls. */
export const endpoints = ['chat.completions', 'responses', 'embeddings', 'messages', 'messages.count_tokens'] as const;
export const Endpoint = z.enum(endpoints);
export type Endpoint = z.infer<typeof Endpoint>;

export const tokenClasses = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;
export type TokenClass = (typeof tokenClasses)[number];

const Id = z.string().min(1).max(64);
const Time = z.iso.datetime({ offset: true });

export const User = z.object({
  id: Id,
  email: z.email().max(254),
  name: z.string().min(1).max(200),
  role: Role,
  is_active: z.boolean(),
  managed_by_file: z.boolean(),
});
export type User = z.infer<typeof User>;

export const Instance = z.object({
  id: Id,
  name: z.string().min(1).max(120),
  kind: z.enum(instanceKinds),
  owner_id: Id,
  block_form: BlockForm.nullable(),
  is_active: z.boolean(),
  managed_by_file: z.boolean(),
});
export type Instance = z.infer<typeof Instance>;

export const Key = z.object({
  id: Id,
  name: z.string().min(1).max(120),
  /** The first characters of the secret, to know it by. */
  prefix: z.string(),
  user_id: Id,
  instance_id: Id.nullable(),
  block_form: BlockForm.nullable(),
  /** `requested`: the usage chunk of a stream only reaches callers that asked for it. */
  include_usage: z.enum(['requested', 'always']),
  created_at: Time,
  expires_at: Time.nullable(),
  revoked_at: Time.nullable(),
  managed_by_file: z.boolean(),
});
export type Key = z.infer<typeof Key>;

export const Timeouts = z.object({
  connect_ms: z.int().min(1).max(600_000).default(10_000),
  first_byte_ms: z.int().min(1).max(3_600_000).default(300_000),
  idle_ms: z.int().min(1).max(3_600_000).default(120_000),
});
export type Timeouts = z.infer<typeof Timeouts>;

export const Provider = z.object({
  id: Id,
  name: z.string().min(1).max(120),
  protocol: Protocol,
  kind: z.enum(['hosted', 'local']),
  base_url: z.url({ protocol: /^https?$/ }),
  /** Of `azure-openai`: calls go to deployments with this `api-version`; null where the base URL ends in `/openai/v1`. */
  api_version: z
    .string()
    .regex(/^[0-9A-Za-z.-]{1,40}$/)
    .nullable()
    .default(null),
  /** `env:NAME`, `file:/path` or `stored:<id>`; null when the provider asks for none. */
  credential: z.string().max(500).nullable(),
  /** Headers of the company's own that go with every request to it. */
  headers: z.record(z.string(), z.string()),
  /** Names of caller's headers that may travel beyond the fixed list. */
  forward_headers: z.array(z.string()),
  timeouts: Timeouts,
  /** Ask for usage on streams (`stream_options.include_usage`). */
  inject_usage: z.boolean(),
  on_caller_left: z.enum(['cancel', 'drain']),
  managed_by_file: z.boolean(),
});
export type Provider = z.infer<typeof Provider>;

export const Model = z.object({
  id: Id,
  /** Unique without regard to case and outer blanks; what callers ask for. */
  display_name: z.string().trim().min(1).max(200),
  provider_id: Id,
  provider_model: z.string().min(1).max(200),
  is_secure: z.boolean(),
  is_active: z.boolean(),
  position: z.int(),
  base_url: z.url({ protocol: /^https?$/ }).nullable(),
  credential: z.string().max(500).nullable(),
  capabilities: Capabilities.default({}),
  prices: z.array(PriceVersion),
  managed_by_file: z.boolean(),
});
export type Model = z.infer<typeof Model>;

/** A named set of users, for granting models and for rules. */
export const Group = z.object({
  id: Id,
  /** Unique without regard to case and outer blanks. */
  name: z.string().trim().min(1).max(120),
  member_ids: z.array(Id),
  managed_by_file: z.boolean(),
});
export type Group = z.infer<typeof Group>;

export const Grant = z.object({
  model_id: Id,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('everyone') }),
    z.object({ kind: z.literal('group'), id: Id }),
    z.object({ kind: z.literal('user'), id: Id }),
    z.object({ kind: z.literal('instance'), id: Id }),
  ]),
  managed_by_file: z.boolean(),
});
export type Grant = z.infer<typeof Grant>;

/** Settings that decide calls. A rule may say otherwise for what it finds. */
export const Settings = z.object({
  /** What stays on the secure path once a call was sent there by a rule. */
  sticky: Stickiness,
  /** For so long, in seconds from the last call that a rule sent there: a minute to 90 days. */
  sticky_ttl_s: z.int().min(60).max(7_776_000),
});
export type Settings = z.infer<typeof Settings>;
export const defaultSettings: Settings = { sticky: 'none', sticky_ttl_s: 604_800 };

/** A text that was read and found harmless: its hits are recorded and decide nothing. */
export const ReviewedText = z.object({
  id: Id,
  /** SHA-256 (lower-case hex) of the text, its numbers, dates and UUIDs masked. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the masked text, in UTF-16 code units. */
  length: z.int().min(1),
  /** The beginning of the masked text. */
  preview: z.string().max(80),
  note: z.string().max(2000),
  /** E-mail, or what else stands for who did it. */
  reviewed_by: z.string(),
  reviewed_at: Time,
});
export type ReviewedText = z.infer<typeof ReviewedText>;

/** A set of exact values that rules of kind `fingerprints` name. Its hashes are stored beside the policy, while it lasts. */
export const PolicyFingerprintSet = z.object({
  id: RuleId,
  /** SHA-256 of the hashes, lower-case hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  values: z.int().min(0),
});
export type PolicyFingerprintSet = z.infer<typeof PolicyFingerprintSet>;

/**
 * Everything that decides a call, under one number. Kept for ever, so that a decision can be derived again.
 * Built-in rules are named by the hash of their set, which is stored beside it once.
 */
export const PolicyDocument = z.object({
  version: z.int().min(1),
  users: z.array(User),
  instances: z.array(Instance),
  keys: z.array(Key),
  providers: z.array(Provider),
  models: z.array(Model),
  grants: z.array(Grant),
  /** Policies of earlier releases have none. */
  groups: z.array(Group).default([]),
  built_in_rules: z.string(),
  rule_overrides: z.array(RuleOverride),
  custom_rules: z.array(Rule),
  /** Policies of earlier releases have none of these. */
  settings: Settings.default(defaultSettings),
  reviewed_texts: z.array(ReviewedText).default([]),
  fingerprint_sets: z.array(PolicyFingerprintSet).default([]),
  budgets: z.array(Budget).default([]),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;
