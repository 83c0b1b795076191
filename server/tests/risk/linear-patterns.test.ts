import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { nameOfPattern, shownLinear } from './shown-linear.ts';

const rules = loadBuiltInRules();
const patterns = rules.filter(({ kind }) => kind === 'regex');

describe('the built-in patterns', () => {
  it.each(patterns.map((rule) => [rule.id, rule] as const))('%s was shown linear (npm run linear)', (_, rule) => {
    expect(shownLinear()).toContain(nameOfPattern(rule));
  });

  it.each(patterns.map(({ id, regex = '' }) => [id, regex] as const))(
    '%s has no repetition without an end',
    (_, regex) => {
      const outsideClasses = regex.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
      expect(outsideClasses).not.toMatch(/[*+]|\{\d+,\}/);
    },
  );
});

describe('the whole rule set', () => {
  it('gets through long texts made of what its own rules look for', () => {
    const ruleSet = compileRules({ builtIn: rules, overrides: [], custom: [] }, { resultBytesMax: 1024 });
    const pieces = rules.flatMap(({ examples }) =>
      examples.match.flatMap((text) => [text, text.slice(0, -3), text.slice(0, text.length / 2)]),
    );
    for (const piece of [
      ...pieces,
      '@',
      '-----BEGIN ',
      'eyJ-',
      ':AA',
      '1',
      '1 ',
      '1-',
      '+1',
      'password',
      'password=',
      'sk-',
      '号',
      'DE1 ',
    ]) {
      const value = piece.repeat(Math.ceil(20_000 / piece.length));
      expect(ruleSet.scan([{ place: 'text', scope: 'user', value }]).scanned.characters).toBe(value.length);
    }
  });
});
