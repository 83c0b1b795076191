import { money } from '@tollgate/contract';

/**
 * A decimal divided by a whole number, to so many decimals, half to even. For averages and shares alone, which are parts
 * of no sum; what is a part of a sum is cut by `apportion`.
 * @returns null when there is nothing to divide by
 */
export function ratio(dividend: string, divisor: number, decimals: number): string | null {
  if (divisor === 0) return null;
  const { units, scale } = money.decimal(dividend);
  const quotient = divideHalfEven(units * 10n ** BigInt(decimals), BigInt(divisor) * 10n ** BigInt(scale));
  return money.toText({ units: quotient, scale: decimals });
}

/** The nearest whole number to `dividend / divisor`, of two that are as near the even one. `divisor` is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = floorDivide(dividend, divisor);
  const doubled = (dividend - quotient * divisor) * 2n;
  if (doubled < divisor || (doubled === divisor && quotient % 2n === 0n)) return quotient;
  return quotient + 1n;
}

/** The greatest whole number not above `dividend / divisor`. `divisor` is positive. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
