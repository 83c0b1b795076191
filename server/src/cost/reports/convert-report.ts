import { money } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { convertAmounts } from '../currencies/convert.ts';
import { type RateRule, RateTable } from '../currencies/rate-table.ts';
import { selectRatesOf } from '../currencies/rates.queries.ts';
import { placeKey } from './fold-lines.ts';
import type { Asked } from './facts.ts';
import { selectDayAmounts } from './lines.queries.ts';
import type { ConvertedLine } from './report.ts';

/** Into which currency, and what of days without a rate. */
export interface Conversion {
  readonly currency: string;
  readonly rule: RateRule;
}

export interface ConvertedReport {
  /** By `placeKey`. */
  readonly lineOf: (line: string) => ConvertedLine;
  readonly amountOf: (line: string) => string;
  readonly missing: readonly { readonly day: string; readonly currency: string }[];
}

/** Converts all lines, day by day: the parts of a day's total are cut over all of them. */
export async function convertReport(
  database: Queryable,
  asked: Asked,
  { currency: target, rule }: Conversion,
): Promise<ConvertedReport> {
  const amounts = await selectDayAmounts(database, asked);
  const currencies = new Set([target, ...amounts.map(({ currency }) => currency)]);
  const lastDay = amounts.reduce((last, { day }) => (day > last ? day : last), '0001-01-01');
  const table = new RateTable(await selectRatesOf(database, [...currencies], lastDay));
  const { lines, unconverted, missing } = convertAmounts(
    amounts.map((amount) => ({ ...amount, line: placeKey(amount) })),
    target,
    (day, currency) => table.factor(day, currency, target, rule),
  );
  const amountOf = (line: string): string => money.toText(money.sum(lines.get(line)?.values() ?? []));
  return {
    missing,
    amountOf,
    lineOf: (line) => ({
      currency: target,
      amount: amountOf(line),
      costs: [...(lines.get(line) ?? [])].map(([kind, amount]) => ({ kind, amount: money.toText(amount) })),
      unconverted: [...(unconverted.get(line) ?? [])].map(([name, amount]) => {
        const [kind = '', currency = ''] = name.split(' ');
        return { kind, currency, amount: money.toText(amount) };
      }),
    }),
  };
}
