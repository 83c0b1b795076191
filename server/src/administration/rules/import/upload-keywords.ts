import type pg from 'pg';
import type { Actor } from '../../actor.ts';
import { AdministrationRefusal } from '../../refusal.ts';
import { conflict, notFound } from '../../refuse.ts';
import { changeRule } from '../change.ts';
import { type GovernedRule, readRule } from '../read.ts';
import { readKeywordTable } from './keyword-table.ts';

export interface KeywordUpload {
  readonly id: string;
  /** CSV, as `readKeywordTable` takes it. */
  readonly text: string;
  readonly mode: 'replace' | 'add';
  readonly revision: number | null;
}

/** Gives a rule of kind `keywords` those of a table. @throws AdministrationRefusal with a problem for each wrong row */
export async function uploadKeywords(
  pool: pg.Pool,
  actor: Actor,
  { id, text, mode, revision }: KeywordUpload,
): Promise<GovernedRule> {
  const rule = await readRule(pool, id);
  if (!rule) throw notFound('rule');
  if (rule.kind !== 'keywords') throw conflict(`This is a rule of kind ${rule.kind}: it has no keywords.`);
  const table = readKeywordTable(text);
  if ('problems' in table) {
    const problems = table.problems.map(({ row, message }) => ({ field: `rows[${row}]`, message }));
    throw new AdministrationRefusal('invalid', 'The table is not valid.', problems);
  }
  const before = mode === 'add' ? rule : { keywords: [], keywords_in_case: [] };
  const inCase = merged(before.keywords_in_case, table.keywords_in_case);
  return changeRule(pool, actor, {
    id,
    fields: {
      keywords: merged(before.keywords, table.keywords),
      keywords_in_case: inCase.length === 0 ? null : inCase,
    },
    // What is added to must be what was read.
    revision: revision ?? (mode === 'add' ? rule.revision : null),
  });
}

function merged(before: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...before, ...added])];
}
