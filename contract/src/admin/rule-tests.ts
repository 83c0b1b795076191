import { z } from 'zod';
import { DecisionWord, HitRecord, Route, ScannedRecord } from '../invocation.ts';
import { Endpoint } from '../policy.ts';
import { Action, Rule, RuleOverride, Scope } from '../rules.ts';

/** Rules that are not saved: new ones, and changes of built-in ones, each in the place of the saved one of its id. */
export const UnsavedRules = z
  .array(z.union([Rule, RuleOverride]))
  .max(500)
  .default([]);
export type UnsavedRules = z.infer<typeof UnsavedRules>;

const Caller = z
  .strictObject({
    user: z.string().min(1).max(254).optional().describe('Id or e-mail; the owner of the instance when left out.'),
    instance: z.string().min(1).max(120).optional().describe('Id or name.'),
    model: z.string().min(1).max(200).optional().describe('What would be asked for; `auto` for a text without it.'),
  })
  .refine(({ user, instance }) => user !== undefined || instance !== undefined, {
    path: ['user'],
    message: 'give a user or an instance',
  });

/** A text, a whole request body, or a recorded one, against the rules in force and those that are not saved yet. */
export const RuleTest = z
  .strictObject({
    text: z.string().optional(),
    scope: Scope.optional().describe(
      'Where `text` would stand: `user` in a request, `assistant` in an answer, when left out.',
    ),
    direction: z
      .enum(['request', 'response'])
      .default('request')
      .describe('`response`: the text would come back, so that the rules which read answers look at it.'),
    request: z.record(z.string(), z.unknown()).optional().describe('A request body as the data plane takes it.'),
    endpoint: Endpoint.default('chat.completions').describe('Whose words `request` is in.'),
    request_id: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('A call of the record: the request that it brought. Who opens it is logged.'),
    rules: UnsavedRules,
    measure: z
      .boolean()
      .default(true)
      .describe('Whether to tell what each rule takes, which itself takes up to half a second.'),
    as: Caller.optional().describe(
      'Who would call: then the decision is told too. A recorded call is its own caller when this is left out.',
    ),
  })
  .refine(
    ({ text, request, request_id }) => [text, request, request_id].filter((one) => one !== undefined).length === 1,
    {
      path: ['text'],
      message: 'give either a text, or a request, or the id of a recorded call',
    },
  )
  .refine(({ text, direction }) => direction === 'request' || text !== undefined, {
    path: ['direction'],
    message: 'is told of a text alone',
  });
export type RuleTest = z.infer<typeof RuleTest>;

/** What the data plane would do. `refused`: it would not get as far as a decision; `code` says why. */
export const RuleTestDecision = z.object({
  outcome: z.enum([...DecisionWord.options, 'refused']),
  code: z.string().nullable().describe('Of a call that is not let through, as the data plane answers it.'),
  because: z.string().nullable().describe('The rule that decided.'),
  requested_model: z.string(),
  selected_model: z.string().nullable(),
  final_model: z.string().nullable(),
  route: Route.nullable(),
  explanation: z.array(z.string()),
});
export type RuleTestDecision = z.infer<typeof RuleTestDecision>;

/** Each rule alone, over the first `characters` of the texts, the dearest first. */
export const RuleTimes = z.object({
  characters: z.int().describe('UTF-16 code units that were scanned for it.'),
  is_complete: z.boolean().describe('False when the time for measuring was over before all rules had their turn.'),
  rules: z.array(z.object({ rule: z.string(), us: z.number().describe('Microseconds.') })),
});
export type RuleTimes = z.infer<typeof RuleTimes>;

export const RuleTestResult = z.object({
  /** The strongest action among the hits that decide; null without one. */
  action: Action.nullable(),
  hits: z.array(HitRecord),
  scanned: ScannedRecord,
  decision: RuleTestDecision.nullable().describe('Null when nobody was named who would call, and of an answer.'),
  scan_us: z.number().describe('Microseconds that all rules together took, each text for the first time.'),
  times: RuleTimes,
  ignored: z
    .array(
      z.object({
        rule: z.string(),
        place: z.string(),
        start: z.int(),
        end: z.int(),
        why: z.enum(['documented', 'except', 'validator', 'context', 'entropy_min']),
      }),
    )
    .describe(
      'What looks like a finding and is none, at most 50 of them, told when `measure` is asked for: placeholders and values that vendors document, exceptions of rules, and what fails a condition of the unsaved rules.',
    ),
});
export type RuleTestResult = z.infer<typeof RuleTestResult>;
