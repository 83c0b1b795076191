export interface Axis {
  /** Where it ends: a tick. */
  readonly top: number;
  readonly ticks: readonly number[];
}

/** An axis from zero to at least `most`, with about `count` steps, each one, two or five times a power of ten. */
export function axisFromZero(most: number, count: number): Axis {
  const rough = (most > 0 ? most : 1) / count;
  const exponent = Math.floor(Math.log10(rough));
  const power = 10 ** Math.abs(exponent);
  const inPowers = exponent < 0 ? rough * power : rough / power;
  const factor = [1, 2, 5, 10].find((one) => inPowers < one * 1.4) ?? 10;
  // Division by a power of ten keeps 0.3 what it is, where a product with 0.1 does not.
  const at = (index: number): number => (exponent < 0 ? (index * factor) / power : index * factor * power);
  const last = Math.ceil((most > 0 ? most : 1) / at(1) - 1e-9);
  return { top: at(last), ticks: Array.from({ length: last + 1 }, (_, index) => at(index)) };
}
