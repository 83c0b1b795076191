import { z } from 'zod';
import { Invocation, Usage } from '../invocation.ts';
import { CostTotal } from './costs.ts';

/** A tool call that an answer issued. */
const ToolCall = z.object({
  id: z.string().nullable().describe('As the provider wrote it.'),
  name: z.string(),
  arguments: z.string(),
});

/** A tool call with the result that a later call of the run carried. */
export const ToolCallPair = ToolCall.extend({
  result: z.unknown().nullable().describe('What the agent sent back; null while no call carried it.'),
  answered_by: z.string().nullable().describe('The call that carried the result.'),
});
export type ToolCallPair = z.infer<typeof ToolCallPair>;

const Answer = z.object({
  content: z.string(),
  reasoning: z.string(),
  finish_reason: z.string().nullable(),
});

const messages = z
  .array(z.unknown())
  .describe('The messages that came with this call, as the agent wrote them; findings are masked.');

const is_withheld = z
  .boolean()
  .describe(
    'Texts are left out, since a finding may stand in them unmasked, or no rule has read them. The payloads hold them.',
  );

/** What is new in a call of a trace; with `content=new` only. */
export const TraceContent = z.object({
  missing: z
    .enum(['none', 'erased', 'expired', 'lost'])
    .nullable()
    .describe('Why nothing is here: never recorded, erased, older than payloads are kept, or lost.'),
  is_withheld,
  messages,
  answer: Answer.nullable(),
  tool_calls: z.array(ToolCallPair).describe('What the answer called, with the results that later calls brought.'),
});
export type TraceContent = z.infer<typeof TraceContent>;

/** What is new in one call. */
export const InvocationTurn = z.object({
  request_id: z.string(),
  is_withheld,
  messages,
  answer: Answer.extend({ tool_calls: z.array(ToolCall) }).nullable(),
  times: z
    .array(z.tuple([z.number(), z.number()]))
    .describe('When the bytes of a stream came: [bytes, ms], both since the entry before.'),
});

/** The calls of one run or one conversation, oldest first. Totals are of all of them, whatever the page holds. */
export const Trace = z.object({
  trace_id: z.string().nullable().describe('Null where the calls of a session are of several runs.'),
  session_id: z.string().nullable(),
  items: z.array(
    Invocation.extend({
      gap_ms: z
        .number()
        .nullable()
        .describe('Since the last of the calls before it ended; 0 while one still ran, null for the first one.'),
      content: TraceContent.optional(),
    }),
  ),
  next_cursor: z.string().nullable(),
  totals: z.object({
    calls: z.int(),
    usage: Usage,
    costs: z.array(CostTotal),
    duration_ms: z.number().describe('From the first request to the end of the last answer.'),
    idle_ms: z.number().describe('The part of it in which no call ran: the sum of the gaps.'),
    gateway_ms: z.number().describe('Of all calls: receiving, scanning and recording, until the provider was asked.'),
    provider_ms: z.number().describe('Of all calls that a provider was asked for: the rest of their time.'),
  }),
});
export const TraceParams = z.object({ trace_id: z.string().min(1).max(256) });
export const SessionParams = z.object({ session_id: z.string().min(1).max(256) });
export const TraceQuery = z.strictObject({
  user: z.string().min(1).max(254).optional().describe('Id or e-mail; needed when several users have this id.'),
  content: z
    .enum(['none', 'new'])
    .default('none')
    .describe('`new`: with what is new in each turn, at most 100 calls a page; who opened it is logged.'),
  limit: z.coerce.number().int().min(1).max(1000).default(1000).describe('Items on a page, at most 1,000.'),
  cursor: z.string().min(1).max(600).optional().describe('`next_cursor` of the page before.'),
});
