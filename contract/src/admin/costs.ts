import { z } from 'zod';
import { Cost, Usage } from '../invocation.ts';
import { Page, Time, listOf } from './list.ts';

const Window = {
  from: Time.optional().describe('Not before this time.'),
  to: Time.optional().describe('Before this time.'),
};

/** One sum per kind and currency: amounts of different currencies are never added. */
export const CostTotal = Cost.pick({ kind: true, currency: true, amount: true });
const Totals = { calls: z.int(), usage: Usage, costs: z.array(CostTotal) };

export const costKeys = ['user', 'instance', 'model', 'session', 'provider', 'route'] as const;
export const CostByParams = z.object({ key: z.enum(costKeys) });
export const CostSummaryQuery = z.strictObject(Window);
export const CostByQuery = z.strictObject({ ...Window, ...Page });
export const CostSummary = z.object(Totals);
export const CostByList = listOf(z.object({ key: z.string().nullable(), name: z.string().nullable(), ...Totals }));
