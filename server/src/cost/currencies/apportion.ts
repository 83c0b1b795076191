import { divideHalfEven, floorDivide } from './ratio.ts';

/**
 * Rounds parts so that they add up to their rounded sum: the sum to the nearest whole number (of two as near the even
 * one), each part down, and what is left over one by one to the parts with the largest remainders, of equal ones to the
 * first (largest remainder method).
 * @param parts numerators over `divisor`, which is positive
 */
export function apportion(parts: readonly bigint[], divisor: bigint): bigint[] {
  const total = divideHalfEven(
    parts.reduce((sum, part) => sum + part, 0n),
    divisor,
  );
  const rounded = parts.map((part) => floorDivide(part, divisor));
  let left = total - rounded.reduce((sum, part) => sum + part, 0n);
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - (rounded[index] ?? 0n) * divisor }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left <= 0n) break;
    rounded[index] = (rounded[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return rounded;
}
