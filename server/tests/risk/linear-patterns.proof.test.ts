import { expect, it } from 'vitest';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { isLinear } from './shown-linear.ts';

const patterns = loadBuiltInRules().filter(({ kind }) => kind === 'regex');
// In the short form other ones each day.
const day = Math.floor(Date.now() / 86_400_000);
const tried =
  process.env['TOLLGATE_PROOF'] === 'short' ? patterns.filter((_, index) => index % 12 === day % 12) : patterns;

it.each(tried.map((rule) => [rule.id, rule] as const))('%s is linear', (_, rule) => {
  expect(isLinear(rule)).toBe(true);
});
