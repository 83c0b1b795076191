import { z } from 'zod';
import { Time } from './list.ts';

/** How a rule did within a window of time. Days are those of UTC. */
export const RuleStatistics = z.object({
  rule: z.string(),
  calls: z.int().describe('Calls in which it hit.'),
  hits: z.int().describe('Hits that are written down one by one.'),
  days: z
    .array(z.object({ day: z.iso.date(), calls: z.int(), hits: z.int() }))
    .describe('Days with hits, oldest first.'),
  last_hit_at: Time.nullable().describe('Of all time.'),
  marked_wrong: z.int().describe('False alarms among the hits of the window, as far as somebody marked them.'),
  marked_right: z.int(),
  us_per_100_kb: z
    .number()
    .nullable()
    .describe(
      'Microseconds that it takes alone for 100 KB of text: a moving average of this process; null before the first measurement.',
    ),
});
export type RuleStatistics = z.infer<typeof RuleStatistics>;
export const RuleStatisticsList = z.object({ items: z.array(RuleStatistics).describe('All rules, by id.') });
export const RuleStatisticsQuery = z.strictObject({
  from: z.iso.date().optional().describe('First day; 30 days ago when left out.'),
  to: z.iso.date().optional().describe('Last day; today when left out.'),
});
