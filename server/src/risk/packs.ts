import { readFileSync } from 'node:fs';
import type { Rule } from '@tollgate/contract';

let loaded: string[] | undefined;

/**
 * The rules that ship with Tollgate, in the order of their packs. They are read from what `npm run packs` made of the packs,
 * a rule a line: reading YAML takes half a second of each start. A test holds the file equal to the packs.
 */
export function loadBuiltInRules(): Rule[] {
  loaded ??= readFileSync(new URL('packs/built-in-rules.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return loaded.map((line) => JSON.parse(line) as Rule);
}
