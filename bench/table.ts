export interface Row {
  readonly work: string;
  readonly goal: string;
  readonly figure: string;
  readonly ratio: string;
  /** Null where there is no goal. */
  readonly holds: boolean | null;
}

/** A Markdown table with columns of equal width, ready to be pasted into docs/performance.md. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['work', 'goal', 'figure', 'ratio', 'holds'],
    ...rows.map(({ work, goal, figure, ratio, holds }) => [
      work,
      goal,
      figure,
      ratio,
      holds === null ? '' : holds ? 'yes' : 'no',
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join('\n');
}
