import { z } from 'zod';
import { DecisionWord, Route } from '../invocation.ts';
import { Scope } from '../rules.ts';
import { Page, Time, listOf } from './list.ts';
import { UnsavedRules } from './rule-tests.ts';

const anyOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(100).optional();
const words = anyOf(z.string().min(1).max(254));

const Filters = z.strictObject({
  user: words.describe('Ids or e-mails.'),
  instance: words.describe('Ids or names.'),
  key: words.describe('Ids or names.'),
  model: words.describe('Display names of final models.'),
  provider: words.describe('Ids or names.'),
  route: anyOf(Route),
  decision: anyOf(DecisionWord),
  rule: words.describe('Calls in which one of these rules hit.'),
  session_id: words,
  trace_id: words,
});

export const callsMax = 100_000;

/** A changed set of rules, to be run over what was recorded in a window of time. */
export const BacktestRequest = z
  .strictObject({
    from: Time.describe('Not before this time.'),
    to: Time.describe('Before this time.'),
    rules: UnsavedRules,
    filters: Filters.default({}),
    calls_max: z
      .int()
      .min(1)
      .max(callsMax)
      .default(10_000)
      .describe('When the window holds more calls, so many of them, spread evenly.'),
    samples_max: z.int().min(0).max(20).default(5).describe('Samples of each rule.'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after `from`' });
export type BacktestRequest = z.infer<typeof BacktestRequest>;

/** A finding, masked: where it stands, never what it is. */
export const BacktestSample = z.object({
  request_id: z.string(),
  place: z.string(),
  scope: Scope,
  start: z.int(),
  end: z.int(),
  sample: z.string(),
  direction: z.literal('response').optional().describe('Set for what came back; then the place is one of the answer.'),
  change: z.enum(['found', 'lost']).describe('`found`: it was not before. `lost`: it is not any more.'),
});
export type BacktestSample = z.infer<typeof BacktestSample>;

const Outcome = z.enum([...DecisionWord.options, 'refused']);

export const answerOutcomes = ['given', 'redacted', 'cut'] as const;
const AnswerOutcome = z.enum(answerOutcomes);

export const BacktestResult = z.object({
  decisions: z
    .array(z.object({ before: DecisionWord, after: Outcome, calls: z.int() }))
    .describe('What was decided, and what would be. Those that stay as they are too.'),
  answers: z
    .array(z.object({ before: AnswerOutcome, after: AnswerOutcome, calls: z.int() }))
    .describe('What became of answers, and what would. Of those alone that rules read, then or now.'),
  rules: z.array(
    z.object({
      rule: z.string(),
      calls_before: z.int().describe('Calls in which it hit, in request or answer, as recorded.'),
      calls_after: z.int().describe('Calls in which it would.'),
      hits_before: z.int(),
      hits_after: z.int(),
      changed: z
        .array(z.object({ before: DecisionWord, after: Outcome, calls: z.int() }))
        .describe('Decisions that would be others, and that it, or its absence, decides.'),
      us_per_100_kb: z
        .number()
        .nullable()
        .describe('What it costs, alone, in microseconds; measured on a part of the texts.'),
      samples: z.array(BacktestSample),
    }),
  ),
});
export type BacktestResult = z.infer<typeof BacktestResult>;

export const backtestStates = ['running', 'done', 'cancelled', 'failed', 'interrupted'] as const;

export const Backtest = z.object({
  id: z.string(),
  state: z.enum(backtestStates).describe('`interrupted`: its process ended before it did.'),
  request: BacktestRequest,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  created_at: Time,
  ended_at: Time.nullable(),
  progress: z.object({
    calls_total: z
      .int()
      .nullable()
      .describe('Calls in the window; null while they are not counted, or cannot be in time.'),
    calls_looked_at: z.int().describe('Calls passed so far, those of the sample and the others.'),
    calls_compared: z.int(),
    calls_skipped: z
      .int()
      .describe(
        'Calls that cannot be compared: refused before anything was decided, or decided by what the rules do not see in the request.',
      ),
    calls_gone: z.int().describe('Calls whose request was erased, or is older than payloads are kept.'),
  }),
  result: BacktestResult.nullable().describe('Of what was compared so far; null in lists.'),
  reason: z.string().nullable().describe('Why it failed.'),
});
export type Backtest = z.infer<typeof Backtest>;
export const BacktestList = listOf(Backtest);
export const BacktestQuery = z.strictObject(Page);
