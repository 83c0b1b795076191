import { z } from 'zod';
import { PriceVersion } from '../prices.ts';
import { CostTotal } from './costs.ts';
import { Time } from './list.ts';

/** Where in a text a finding stood; what stands there now is its masked sample. Offsets are UTF-16 code units. */
const Mark = z.object({ start: z.int(), end: z.int(), hit: z.int().describe('Its index among the hits of the call.') });

export const conversationPartKinds = ['text', 'reasoning', 'tool_call', 'tool_result', 'media', 'other'] as const;

/** One part of a message, its findings masked. */
const Part = z.object({
  kind: z.enum(conversationPartKinds),
  place: z.string().describe('A path such as `messages[3].content`.'),
  name: z.string().nullable().describe('Of the tool that is called; of what is no text, its type.'),
  call_id: z.string().nullable().describe('Of a tool call, and of its result.'),
  text: z.string(),
  marks: z.array(Mark),
  characters: z.int().describe('Of the whole text, where `text` is only its beginning.'),
  media: z.object({ type: z.string(), bytes: z.int(), sha256: z.string().nullable() }).nullable(),
});
export type ConversationPart = z.infer<typeof Part>;

const Message = z.object({
  place: z.string(),
  role: z.string(),
  is_new: z.boolean().describe('Came with this call; false for what the conversation held before.'),
  parts: z.array(Part),
});
export type ConversationMessage = z.infer<typeof Message>;

/** A call as a conversation. Findings are masked wherever they stand, in the answer too. */
export const Conversation = z.object({
  request_id: z.string(),
  missing: z.enum(['none', 'erased', 'expired', 'lost']).nullable().describe('As of a trace: why there is nothing.'),
  erasure: z
    .object({ at: Time, actor: z.object({ kind: z.string(), email: z.string().nullable() }), reason: z.string() })
    .nullable()
    .describe('What took the content, where it was erased.'),
  is_readable: z.boolean().describe('False for a request that is no JSON of its protocol: only its bytes can be seen.'),
  is_withheld: z
    .boolean()
    .describe(
      'No text is shown where a finding may stand unmasked: there are more than are written down, one was not met again in the answer, or no rule has read the texts.',
    ),
  earlier: z.int().describe('Messages of before, which are left out unless `earlier=all`.'),
  tools: z.array(z.string()).describe('Names of the tools that were offered.'),
  messages: z.array(Message),
  answer: z.array(Message),
  finish_reason: z.string().nullable(),
  times: z.array(z.tuple([z.number(), z.number()])).describe('As of `turn`.'),
});
export type Conversation = z.infer<typeof Conversation>;
export const ConversationQuery = z.strictObject({ earlier: z.enum(['none', 'all']).default('none') });

const Changed = z.object({
  is_equal: z.boolean(),
  bytes_before: z.int(),
  bytes_after: z.int(),
  first_line: z.int().describe('Of `before` and `after` in the whole, counted from 1.'),
  before: z
    .string()
    .nullable()
    .describe('Indented JSON from the first line that differs to the last, findings masked.'),
  after: z.string().nullable().describe('Null for both where they are no JSON, or too large to be compared.'),
});

/** What the gateway changed on the way: null where there were not both. */
export const InvocationDifferences = z.object({
  request: Changed.nullable().describe('What the caller sent, and what the provider got.'),
  response: Changed.nullable().describe('What the provider answered, and what the caller got.'),
});
export type InvocationDifferences = z.infer<typeof InvocationDifferences>;

export const RevealRequest = z.strictObject({
  hits: z.array(z.int().min(0).max(100_000)).min(1).max(1000).optional().describe('All of the call when left out.'),
  reason: z.string().trim().min(1).max(500),
});
/** What findings said, unmasked; null for one that does not stand in the body. */
export const Revealed = z.object({ items: z.array(z.object({ hit: z.int(), text: z.string().nullable() })) });

/** What a call cost, derived again from its tokens and the prices of the policy that decided it. */
export const InvocationCost = z.object({
  price: PriceVersion.nullable().describe('The version that was recorded; null for a call without a cost.'),
  is_derivable: z.boolean().describe('Tokens × prices give the recorded amounts, to the last digit.'),
  adds_up: z.boolean().describe('Classes and fees sum up to the amount.'),
  booked: z.array(CostTotal).describe('What the ledger holds for it by now, corrections included.'),
});
export type InvocationCost = z.infer<typeof InvocationCost>;

/** One event of a call in its journal's chain. Hashes are hexadecimal SHA-256. */
const ProofEvent = z.object({
  kind: z.enum(['open', 'settle']),
  journal_id: z.string(),
  sequence: z.string(),
  canonical: z
    .base64()
    .nullable()
    .describe('The bytes of which `leaf` is the hash; null where retention took them, and for members.'),
  leaf: z.string(),
  before: z.string().describe('The hash of the chain before it.'),
  after: z.string().describe('SHA-256(before ‖ leaf).'),
});

export const proofChecks = ['events', 'chain', 'checkpoint', 'signature', 'rows'] as const;

/** That a call stands in the record as it was written: computed anew with each question. */
export const InvocationProof = z.object({
  request_id: z.string(),
  events: z.array(ProofEvent),
  checkpoint: z
    .object({ id: z.string(), at: Time, body: z.string(), signature: z.base64() })
    .nullable()
    .describe(
      'The first one that covers all of these events; null while there is none, and for members: it counts everybody’s calls.',
    ),
  public_key: z.string().nullable(),
  checks: z.array(
    z.object({
      what: z.enum(proofChecks),
      outcome: z.enum(['holds', 'broken', 'open']).describe('`open`: it cannot be told yet, or not here.'),
      message: z.string().nullable(),
    }),
  ),
  checked_at: Time,
});
export type InvocationProof = z.infer<typeof InvocationProof>;
