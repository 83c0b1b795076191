import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Rule } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { freeRules } from '../../src/risk/free-rules.ts';
import { validateRule } from '../../src/risk/validate-rule.ts';

/** Some 45 MB each, once its repetitions are written out. */
const large = (number: number): Rule =>
  Rule.parse({
    id: 'large',
    display_name: 'Large',
    category: 'enterprise',
    kind: 'regex',
    regex: `(?:token|secret)-${number}-[\\w.-]{10,200}x`,
    severity: 'low',
    action: 'allow',
  });
const compile = (rule: Rule) => compileRules({ builtIn: [], overrides: [], custom: [rule] });
let texts = 0;
/** Finds in a text of its own each time: rules know again what they have scanned. */
const count = (rules: ReturnType<typeof compile>) =>
  rules.scan([{ place: 'text', scope: 'user', value: `${++texts} secret-1-abcdefghijklmnopx` }]).hits.length;

test('checking rule after rule does not take ever more memory', async () => {
  validateRule(large(0));
  const before = process.memoryUsage().rss;
  for (let number = 1; number <= 24; number++) {
    validateRule(large(number));
    await setImmediate();
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
});

test('the same pattern in two sets is there once, until both have given it back', () => {
  const [one, other] = [compile(large(1)), compile(large(1))];
  const before = process.memoryUsage().rss;
  const more = Array.from({ length: 20 }, () => compile(large(1)));
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  for (const set of [...more, one]) freeRules(set);
  freeRules(one);
  expect(count(other)).toBe(1);
  freeRules(other);
  expect(() => count(other)).toThrow();
  expect(count(compile(large(1)))).toBe(1);
});
