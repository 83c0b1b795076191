/** Exact decimals, as the API writes money: no binary float is ever on the way. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

function read(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function write({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${scale > 0 ? `.${digits.slice(at)}` : ''}`;
}

function sameScale(a: string, b: string): readonly [bigint, bigint, number] {
  const [one, other] = [read(a), read(b)];
  const scale = Math.max(one.scale, other.scale);
  const at = ({ units, scale: own }: Decimal): bigint => units * 10n ** BigInt(scale - own);
  return [at(one), at(other), scale];
}

export function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => {
    const [a, b, scale] = sameScale(sum, amount);
    return write({ units: a + b, scale });
  }, '0');
}

export function minus(a: string, b: string): string {
  const [one, other, scale] = sameScale(a, b);
  return write({ units: one - other, scale });
}

/** -1, 0 or 1. */
export function compareAmounts(a: string, b: string): -1 | 0 | 1 {
  const [one, other] = sameScale(a, b);
  return one < other ? -1 : one > other ? 1 : 0;
}

export const isZero = (amount: string): boolean => read(amount).units === 0n;

const million = 1_000_000n;

/** `part / whole`, for widths and percentages; null where the whole is nothing. */
export function shareOf(part: string, whole: string): number | null {
  const [a, b] = sameScale(part, whole);
  return b === 0n ? null : Number((a * million) / b) / Number(million);
}

/** What an amount comes to when it goes on as it did: times `whole / elapsed`. */
export function projected(amount: string, wholeMs: number, elapsedMs: number): string {
  const { units, scale } = read(amount);
  return write({ units: (units * BigInt(Math.round(wholeMs))) / BigInt(Math.max(1, Math.round(elapsedMs))), scale });
}

/** For heights and places in a drawing alone: what is said and summed stays the decimal. */
export const heightOf = (amount: string): number => Number(amount);
