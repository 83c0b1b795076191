import type pg from 'pg';
import type { ExchangeRate } from '../../cost/currencies/rate-table.ts';
import { type RatesFile, type ReadRate, readRatesFile } from '../../cost/currencies/read-rates-file.ts';
import { selectKnownRates, upsertRates } from '../../cost/currencies/rates.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';

export interface UploadedRates {
  /** In the file. */
  readonly rates: number;
  /** Of these, new or other than before. */
  readonly changed: number;
  readonly from: string;
  readonly to: string;
}

const problemsMax = 100;

/**
 * Adds the rates of a file: all of them or none. A rate that is known already with another value is refused, unless it is
 * said that it is to be replaced; reports of its day change with it.
 * @throws AdministrationRefusal `invalid`, with a problem for each line that is wrong
 */
export async function uploadRates(
  pool: pg.Pool,
  actor: Actor,
  { text, isReplacing }: { readonly text: string; readonly isReplacing: boolean },
): Promise<UploadedRates> {
  assertAdministrator(actor);
  const { rates, problems } = readRatesFile(text);
  refuseLines(problems);
  const days = rates.map(({ day }) => day).toSorted();
  const summary = { rates: rates.length, from: days[0] ?? '', to: days.at(-1) ?? '' };
  if (rates.length === 0) refuseLines([{ line: 1, message: 'there is no rate in it' }]);
  const { result: changed } = await changePolicy(pool, actor, async (transaction, log) => {
    const known = await selectKnownRates(transaction, rates);
    if (!isReplacing) refuseLines(otherwiseKnown(rates, known));
    const count = await upsertRates(transaction, rates);
    const target = { kind: 'exchange_rates', id: `${summary.from}..${summary.to}` };
    if (count > 0)
      log({ action: 'exchange_rates.upload', target, before: null, after: { ...summary, changed: count } });
    return count;
  });
  return { ...summary, changed };
}

function otherwiseKnown(rates: readonly ReadRate[], known: readonly ExchangeRate[]): RatesFile['problems'] {
  const keyOf = ({ day, currency, base }: ExchangeRate): string => `${day} ${currency} ${base}`;
  const before = new Map(known.map((one) => [keyOf(one), one.rate]));
  return rates.flatMap((one) => {
    const rate = before.get(keyOf(one));
    if (rate === undefined || rate === one.rate) return [];
    const { line, day, currency, base } = one;
    return [
      {
        line,
        message: `the rate of ${currency} to ${base} on ${day} is known as ${rate}; upload with replace=true to change it`,
      },
    ];
  });
}

function refuseLines(problems: RatesFile['problems']): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, problemsMax).map(({ line, message }) => ({ field: `line ${line}`, message }));
  throw new AdministrationRefusal('invalid', `${problems.length} lines of the file cannot be taken.`, shown);
}
