import type pg from 'pg';
import {
  type CostQuestion,
  costsBy,
  costSummary,
  type CostLine,
  type ReportOrder,
} from '../../src/cost/reports/report.ts';
import type { CostKey } from '../../src/cost/reports/dimensions.ts';

export async function totalsOf(pool: pg.Pool, question: Partial<CostQuestion> = {}): Promise<CostLine> {
  const { lines } = await costSummary(pool, { filter: {}, ...question });
  const [line] = lines;
  if (!line) throw new Error('a summary has a line');
  return line;
}

/** All lines of a report, page by page. */
export async function allLines(
  pool: pg.Pool,
  by: readonly CostKey[],
  question: Partial<CostQuestion> = {},
  { limit = 200, order = 'key' }: { readonly limit?: number; readonly order?: ReportOrder } = {},
): Promise<CostLine[]> {
  const lines: CostLine[] = [];
  let cursor: string | null = null;
  do {
    const page = await costsBy(pool, by, { filter: {}, ...question }, { order, limit, cursor });
    lines.push(...page.lines);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return lines;
}
