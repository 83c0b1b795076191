import { z } from 'zod';
import type { TokenClass } from './policy.ts';
import { Action, Category, Disguise, Scope, Severity } from './rules.ts';

export const statuses = ['open', 'completed', 'blocked', 'denied', 'failed', 'aborted', 'interrupted'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;
export type FinalStatus = Exclude<Status, 'open'>;

export const decisions = ['passed', 'redacted', 'rerouted', 'blocked'] as const;
export const DecisionWord = z.enum(decisions);
export type DecisionWord = z.infer<typeof DecisionWord>;

export const routes = ['external', 'secure'] as const;
export const Route = z.enum(routes);
export type Route = z.infer<typeof Route>;

export const payloadNames = ['request-received', 'request-sent', 'response-received', 'response-sent'] as const;
export const PayloadName = z.enum(payloadNames);
export type PayloadName = z.infer<typeof PayloadName>;

/** One place where one rule matched. `start` and `end` are UTF-16 code units in the decoded string at `place`. */
export const HitRecord = z.object({
  rule: z.string(),
  display_name: z.string(),
  category: Category,
  severity: Severity,
  action: Action,
  /** A path such as `messages[3].content`; the name of its second member itself is `messages[3]{1}`. */
  place: z.string(),
  scope: Scope,
  start: z.int(),
  end: z.int(),
  /** Masked: never the finding itself. */
  sample: z.string(),
  /** Set for what came back; then the place is one of the answer. */
  direction: z.literal('response').optional(),
  /** What hid it, from the outside in; absent when it stood there openly. */
  disguises: z.array(Disguise).optional(),
  /** Why it counts: the check it passed, the context words beside it. */
  why: z.object({ validator: z.string().optional(), context: z.array(z.string()).optional() }).optional(),
  /** It stands in a text that was reviewed and found harmless: recorded, and decides nothing. */
  is_reviewed: z.literal(true).optional(),
});
export type HitRecord = z.infer<typeof HitRecord>;

/** What was looked at: so many texts and UTF-16 code units, with the hash of the rules in force. */
export const ScannedRecord = z.object({
  texts: z.int(),
  characters: z.int(),
  rules: z.string(),
  scopes: z.partialRecord(Scope, z.int()),
  /** Texts behind a disguise that was undone, such as base64, which were scanned too. */
  undone: z.int().optional(),
  /** Hits beyond those that are written down one by one. */
  hits_beyond: z.int().optional(),
  /** The same of the answer, where rules read it. */
  answer: z.object({ texts: z.int(), characters: z.int(), hits_beyond: z.int().optional() }).optional(),
});
export type ScannedRecord = z.infer<typeof ScannedRecord>;

/** Tokens that lie within a class and may have a price of their own, each with that class. They are never added to it. */
export const usageDetails = {
  cache_write_1h: 'cache_write',
  audio_input: 'input',
  image_input: 'input',
  video_input: 'input',
  cached_audio_input: 'cached_input',
  cached_image_input: 'cached_input',
  cached_video_input: 'cached_input',
  audio_output: 'output',
  image_output: 'output',
  video_output: 'output',
} as const satisfies Record<string, TokenClass>;
export const UsageDetail = z.enum(Object.keys(usageDetails) as [keyof typeof usageDetails]);
export type UsageDetail = keyof typeof usageDetails;

/**
 * What is priced by the piece, beside tokens. `request` is the call itself: left out, it is one. `source` is a page that a
 * search brought in, `code_execution` a container in which code ran.
 */
export const usageUnits = [
  'request',
  'web_search',
  'web_fetch',
  'x_search',
  'maps_search',
  'file_search',
  'code_execution',
  'source',
  'image',
  'second',
  'character',
] as const;
export const UsageUnit = z.enum(usageUnits);
export type UsageUnit = z.infer<typeof UsageUnit>;

/** Tokens by class. `prompt` = input + cached_input + cache_write, `completion` = output + reasoning. */
export const Usage = z.object({
  input: z.int(),
  cached_input: z.int(),
  cache_write: z.int(),
  output: z.int(),
  reasoning: z.int(),
  prompt: z.int(),
  completion: z.int(),
  total: z.int(),
  estimated: z.boolean().describe('Some of it was counted here, since the provider did not say.'),
  suspect: z
    .literal(true)
    .optional()
    .describe('The report contradicts itself or cannot be; the numbers as they came are in `usage_reported`.'),
  details: z
    .partialRecord(UsageDetail, z.int())
    .optional()
    .describe('Tokens within the classes; only those above zero.'),
  units: z.partialRecord(UsageUnit, z.int()).optional().describe('Pieces beside the tokens; only those above zero.'),
});
export type Usage = z.infer<typeof Usage>;

export const costKinds = ['estimated_cost', 'internal_cost'] as const;
export const CostKind = z.enum(costKinds);
export type CostKind = z.infer<typeof CostKind>;

/** Exact decimal strings; the sum of `classes` and `fees` is `amount` to the last digit. */
export const Cost = z.object({
  kind: CostKind,
  currency: z.string(),
  amount: z.string(),
  classes: z.object({
    input: z.string(),
    cached_input: z.string(),
    cache_write: z.string(),
    output: z.string(),
    reasoning: z.string(),
  }),
  details: z
    .partialRecord(UsageDetail, z.string())
    .optional()
    .describe('What tokens with a price of their own cost; it lies within the classes.'),
  fees: z.partialRecord(UsageUnit, z.string()).optional().describe('What is priced by the piece.'),
  price_version: z.int(),
  price_variant: z.int().optional().describe('Counted from 1; absent where the prices without conditions held.'),
});
export type Cost = z.infer<typeof Cost>;

export const Attempt = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  http_status: z.int().nullable(),
  error: z.string().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** Milliseconds; null where the call never got that far. */
export const Timings = z.object({
  queue: z.number().nullable(),
  scan: z.number().nullable(),
  record: z.number().nullable(),
  first_token: z.number().nullable(),
  total: z.number().nullable(),
});
export type Timings = z.infer<typeof Timings>;

/** One governed call as the admin API returns it (DESIGN section 9). */
export const Invocation = z.object({
  request_id: z.string(),
  trace_id: z.string().nullable(),
  session_id: z.string().nullable(),
  client_request_id: z.string().nullable(),
  parent: z
    .object({ request_id: z.string(), tool_calls: z.array(z.string()) })
    .nullable()
    .describe('The call that this one goes on from, and by the results of which of its tool calls.'),
  new_from: z
    .number()
    .int()
    .nullable()
    .describe('Index of the first message that is new in this turn; null when it could not be told.'),
  at: z.iso.datetime(),
  user: z.object({ id: z.string(), email: z.string() }).nullable(),
  instance: z.object({ id: z.string(), name: z.string() }).nullable(),
  key: z.object({ id: z.string().nullable(), prefix: z.string() }).nullable(),
  client_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  protocol: z.string(),
  endpoint: z.string(),
  stream: z.boolean().nullable(),
  requested_model: z.string().nullable(),
  selected_model: z.string().nullable(),
  final_model: z.string().nullable(),
  provider: z.string().nullable(),
  provider_model: z.string().nullable(),
  route: Route.nullable(),
  decision: DecisionWord.nullable(),
  status: Status,
  http_status: z.int().nullable(),
  error_code: z.string().nullable(),
  error_detail: z.string().nullable(),
  provider_request_id: z.string().nullable(),
  policy_version: z.int().nullable(),
  pinned_by: z
    .string()
    .nullable()
    .describe('The call from which on what follows stays on the secure path, when that held this one.'),
  explanation: z.array(z.string()),
  hits: z.array(HitRecord),
  scanned: ScannedRecord.nullable(),
  attempts: z.array(Attempt),
  timings_ms: Timings,
  usage: Usage.nullable(),
  /** The provider's own numbers, as it sent them. */
  usage_reported: z.unknown().nullable(),
  service_tier: z.string().nullable().describe('As the provider says that it served the call; null where it does not.'),
  cost: Cost.nullable(),
});
export type Invocation = z.infer<typeof Invocation>;
