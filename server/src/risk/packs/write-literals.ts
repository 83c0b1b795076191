/** `npm run literals`: works out what the built-in patterns require, for `literals.json`. Run it after a change of a pack. */
import { writeFileSync } from 'node:fs';
import { literalsOf, sourceOf } from '../engine/compile-finder.ts';
import { loadBuiltInRules } from '../packs.ts';

const found = Object.fromEntries(
  loadBuiltInRules().flatMap((rule) =>
    rule.regex === undefined ? [] : [[sourceOf(rule.regex, rule.flags ?? ''), literalsOf(rule, rule.regex)]],
  ),
);
writeFileSync(new URL('literals.json', import.meta.url), `${JSON.stringify(found, null, 2)}\n`);
