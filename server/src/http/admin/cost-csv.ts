import type { CostKey } from '../../cost/reports/dimensions.ts';
import type { CostLine, CostReport } from '../../cost/reports/report.ts';
import { csvLine } from '../../platform/csv-line.ts';

type Cell = string | number | null;

/** Columns of every report, in an order that stays. */
const counts: Readonly<Record<string, (line: CostLine) => Cell>> = {
  calls: (line) => line.calls,
  completed_calls: (line) => line.completed_calls,
  unpriced_calls: (line) => line.unpriced_calls,
  estimated_calls: (line) => line.estimated_calls,
  rerouted_calls: (line) => line.rerouting.calls,
  input_tokens: (line) => line.usage.input,
  cached_input_tokens: (line) => line.usage.cached_input,
  cache_write_tokens: (line) => line.usage.cache_write,
  output_tokens: (line) => line.usage.output,
  reasoning_tokens: (line) => line.usage.reasoning,
  total_tokens: (line) => line.usage.total,
};

/** A line of the report on each line, with a column for each kind and currency that it has amounts in. */
export function csvOfReport(by: readonly CostKey[], { lines }: CostReport): string {
  const money = moneyColumns(lines);
  const columns: readonly (readonly [string, (line: CostLine) => Cell])[] = [
    ...by.flatMap((key, index) => [
      [key, (line: CostLine) => line.place.keys[index] || null] as const,
      [`${key}_name`, (line: CostLine) => line.names[index] ?? null] as const,
    ]),
    ...Object.entries(counts),
    ...money,
  ];
  const header = csvLine(columns.map(([name]) => name));
  return header + lines.map((line) => csvLine(columns.map(([, read]) => read(line)))).join('');
}

function moneyColumns(lines: readonly CostLine[]): (readonly [string, (line: CostLine) => Cell])[] {
  const names = new Set(lines.flatMap(({ costs }) => costs.map(({ kind, currency }) => `${kind}_${currency}`)));
  const columns = [...names].toSorted().map((name) => {
    const read = ({ costs }: CostLine): Cell =>
      costs.find(({ kind, currency }) => `${kind}_${currency}` === name)?.amount ?? null;
    return [name, read] as const;
  });
  const target = lines[0]?.converted?.currency;
  if (target === undefined) return columns;
  return [...columns, [`converted_${target}`, ({ converted }: CostLine): Cell => converted?.amount ?? null] as const];
}
