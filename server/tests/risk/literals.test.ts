import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { literalsOf, sourceOf } from '../../src/risk/engine/compile-finder.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { readPacks } from '../../src/risk/packs/read-packs.ts';

it('what is kept of the built-in patterns is what they require, for each of them and no other (npm run packs)', () => {
  const kept: unknown = JSON.parse(
    readFileSync(new URL('../../src/risk/packs/literals.json', import.meta.url), 'utf8'),
  );
  const required = Object.fromEntries(
    loadBuiltInRules().flatMap((rule) =>
      rule.regex === undefined ? [] : [[sourceOf(rule.regex, rule.flags ?? ''), literalsOf(rule, rule.regex)]],
    ),
  );
  expect(kept).toEqual(required);
});

it('the rules that are loaded are those of the packs (npm run packs)', () => {
  expect(loadBuiltInRules()).toEqual(readPacks());
});
