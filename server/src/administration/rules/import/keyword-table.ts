import { readCsv } from '../../../platform/csv.ts';

/** Keywords of a table, with those that count in their own case alone. */
export interface KeywordTable {
  readonly keywords: readonly string[];
  readonly keywords_in_case: readonly string[];
}

export interface TableProblem {
  /** The row, from 1; rows without content are not counted. */
  readonly row: number;
  readonly message: string;
}

const cases: Readonly<Record<string, boolean>> = {
  '': false,
  any: false,
  insensitive: false,
  no: false,
  false: false,
  '0': false,
  exact: true,
  sensitive: true,
  yes: true,
  true: true,
  '1': true,
};

/**
 * Reads keywords from CSV: one column, or `word,case` where case is `exact` (the word counts in this very case) or `any`.
 * A first row `word`, `keyword`, `word,case` or `keyword,case` is a heading. A word that is there twice counts once.
 */
export function readKeywordTable(text: string): KeywordTable | { readonly problems: readonly TableProblem[] } {
  const inCase = new Map<string, boolean>();
  const problems: TableProblem[] = [];
  let row = 0;
  for (const [word = '', form = '', ...more] of readCsv(text)) {
    row++;
    if (row === 1 && /^(?:key)?word$/i.test(word.trim()) && /^(?:case)?$/i.test(form.trim())) continue;
    const keyword = word.trim();
    const isInCase = cases[form.trim().toLowerCase()];
    if (more.some((field) => field.trim() !== '')) problems.push({ row, message: 'has more than two columns' });
    else if (keyword === '') problems.push({ row, message: 'has no word' });
    else if (keyword.length > 200) problems.push({ row, message: 'has more than 200 characters' });
    else if (isInCase === undefined) problems.push({ row, message: 'has a case that is neither exact nor any' });
    else inCase.set(keyword, isInCase && (inCase.get(keyword) ?? true));
  }
  if (inCase.size === 0 && problems.length === 0) problems.push({ row: 1, message: 'holds no word' });
  if (problems.length > 0) return { problems };
  return {
    keywords: [...inCase.keys()],
    keywords_in_case: [...inCase].filter(([, isIn]) => isIn).map(([keyword]) => keyword),
  };
}
