import { type CostKind, costKinds, money, type Usage } from '@tollgate/contract';
import { insteadKind } from '../../database/rollups.ts';
import { ratio } from '../currencies/ratio.ts';
import type { LinePlace, SumRow } from './lines.queries.ts';

export interface Amount {
  readonly currency: string;
  readonly amount: string;
}

/** What a line costs in one kind and currency: amounts of different currencies are never added. */
export interface LineCost extends Amount {
  readonly kind: CostKind;
  readonly classes: Readonly<Record<'input' | 'cached_input' | 'cache_write' | 'output' | 'reasoning', string>>;
  readonly fees: string;
  /** Of this, what tokens that were counted here come to. */
  readonly estimated: string;
  /** Null when no call was completed. */
  readonly per_completed_call: string | null;
}

export interface Totals {
  readonly calls: number;
  readonly completed_calls: number;
  readonly unpriced_calls: number;
  readonly estimated_calls: number;
  /** Of the calls with tokens, those whose tokens were counted here; null without such calls. */
  readonly estimated_share: string | null;
  readonly usage: Usage;
  readonly costs: LineCost[];
  /** What cached tokens would have cost at the input price, less what they did cost. */
  readonly cache_savings: Amount[];
  readonly rerouting: { readonly calls: number; readonly costs: Amount[]; readonly instead: Amount[] };
}

const shareDecimals = 4;
const perCallDecimals = 9;

/** Rows of the same line together. */
export function linesOf(rows: readonly SumRow[]): Map<string, SumRow[]> {
  return Map.groupBy(rows, placeKey);
}

export function placeKey({ keys, owners }: LinePlace): string {
  return JSON.stringify([keys, owners]);
}

/** One line out of its sums by kind and currency. */
export function foldLine(rows: readonly SumRow[]): Totals {
  const count = (name: keyof SumRow['sums']): number => rows.reduce((sum, row) => sum + Number(row.sums[name]), 0);
  const completed = count('completed_calls');
  const spent = rows.filter(isSpent);
  return {
    calls: count('calls'),
    completed_calls: completed,
    unpriced_calls: count('unpriced_calls'),
    estimated_calls: count('estimated_calls'),
    estimated_share: ratio(String(count('estimated_calls')), count('metered_calls'), shareDecimals),
    usage: usageOf(count),
    costs: spent.map((row) => costOf(row, completed)),
    cache_savings: amountsOf(spent, 'cache_savings'),
    rerouting: {
      calls: count('rerouted_calls'),
      costs: amountsOf(spent, 'rerouted_amount'),
      instead: amountsOf(
        rows.filter((row) => row.kind === insteadKind),
        'amount',
      ),
    },
  };
}

function usageOf(count: (name: keyof SumRow['sums']) => number): Usage {
  const [input, cached_input, cache_write] = [
    count('input_tokens'),
    count('cached_input_tokens'),
    count('cache_write_tokens'),
  ];
  const [output, reasoning] = [count('output_tokens'), count('reasoning_tokens')];
  const prompt = input + cached_input + cache_write;
  const completion = output + reasoning;
  const total = prompt + completion;
  return {
    input,
    cached_input,
    cache_write,
    output,
    reasoning,
    prompt,
    completion,
    total,
    estimated: count('estimated_calls') > 0,
  };
}

function costOf({ kind, currency, sums }: SumRow, completed: number): LineCost {
  return {
    kind: kind as CostKind,
    currency,
    amount: sums.amount,
    classes: {
      input: sums.input_amount,
      cached_input: sums.cached_input_amount,
      cache_write: sums.cache_write_amount,
      output: sums.output_amount,
      reasoning: sums.reasoning_amount,
    },
    fees: sums.fee_amount,
    estimated: sums.estimated_amount,
    per_completed_call: ratio(sums.amount, completed, perCallDecimals),
  };
}

function isSpent({ kind }: SumRow): boolean {
  return (costKinds as readonly string[]).includes(kind);
}

/** One sum per currency, kinds together, those of nothing left out. */
function amountsOf(rows: readonly SumRow[], name: 'cache_savings' | 'rerouted_amount' | 'amount'): Amount[] {
  return [...Map.groupBy(rows, (row) => row.currency)]
    .map(([currency, own]) => ({
      currency,
      amount: money.toText(money.sum(own.map(({ sums }) => money.decimal(sums[name])))),
    }))
    .filter(({ amount }) => !isZero(amount));
}

function isZero(text: string): boolean {
  return money.decimal(text).units === 0n;
}
