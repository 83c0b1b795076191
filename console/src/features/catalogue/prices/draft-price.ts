import type { NewPrice } from '../queries.ts';

export const priceNames = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;
type PriceName = (typeof priceNames)[number];

/** A price as it is being typed. Conditional prices and prices of details go along from what it was made of. */
export interface DraftPrice {
  readonly currency: string;
  readonly amounts: Readonly<Record<PriceName, string>>;
  readonly rest: Pick<NewPrice, 'details' | 'units' | 'variants' | 'source'>;
}

type Base = Pick<NewPrice, 'currency' | 'details' | 'units' | 'variants' | 'source'> & {
  readonly [Name in PriceName]?: string | null | undefined;
};

export function draftOf(base: Base | null, currency = 'USD'): DraftPrice {
  const amounts = Object.fromEntries(priceNames.map((name) => [name, base?.[name] ?? '']));
  const { details = {}, units = {}, variants = [], source = null } = base ?? {};
  return {
    currency: base?.currency ?? currency,
    amounts: amounts as DraftPrice['amounts'],
    rest: { details, units, variants, source },
  };
}

const amount = /^\d{1,9}(\.\d{1,9})?$/;

/** What is sent; null while it is no price yet. An amount stays the text that was typed. */
export function priceOf({ currency, amounts, rest }: DraftPrice): NewPrice | null {
  const typed = Object.fromEntries(priceNames.map((name) => [name, amounts[name].trim()]));
  const isWhole = /^[A-Z]{3}$/.test(currency) && typed['input'] !== '' && typed['output'] !== '';
  if (!isWhole || priceNames.some((name) => typed[name] !== '' && !amount.test(typed[name] ?? ''))) return null;
  const given = Object.fromEntries(priceNames.map((name) => [name, typed[name] === '' ? null : typed[name]]));
  return { ...rest, ...(given as { input: string; output: string }), currency };
}

/** The fields that are no amount as they stand. */
export function isAmount(text: string): boolean {
  return text.trim() === '' || amount.test(text.trim());
}
