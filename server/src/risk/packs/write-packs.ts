/**
 * `npm run packs`: writes the rules of the packs as the gateway loads them (`built-in-rules.jsonl`), and what their patterns
 * require (`literals.json`). Run it after a change of a pack.
 */
import { writeFileSync } from 'node:fs';
import { literalsOf, sourceOf } from '../engine/compile-finder.ts';
import { readPacks } from './read-packs.ts';

const rules = readPacks();
const literals = Object.fromEntries(
  rules.flatMap((rule) =>
    rule.regex === undefined ? [] : [[sourceOf(rule.regex, rule.flags ?? ''), literalsOf(rule, rule.regex)]],
  ),
);
const write = (name: string, text: string): void => writeFileSync(new URL(name, import.meta.url), `${text}\n`);
write('built-in-rules.jsonl', rules.map((rule) => JSON.stringify(rule)).join('\n'));
write('literals.json', JSON.stringify(literals, null, 2));
