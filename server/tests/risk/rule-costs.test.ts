import { expect, test } from 'vitest';
import { measuringRules } from '../../src/journey/measuring-rules.ts';
import type { Scanning } from '../../src/journey/scanning.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { RuleCosts } from '../../src/risk/rule-costs.ts';
import type { RuleSet, ScanText } from '../../src/risk/rule-set.ts';
import { timeRules } from '../../src/risk/time-rules.ts';
import { until } from '../support/until.ts';

const rules = compileRules({ builtIn: loadBuiltInRules().slice(0, 12), overrides: [], custom: [] });
const texts: ScanText[] = [{ place: 'text', scope: 'user', value: 'Nothing to see here. '.repeat(100) }];
const here: Scanning = { scan: (set, all, who) => set.scan(all, who), stop: async () => undefined };

test('each rule is measured on its own, in its turn, over no more text than it may', () => {
  const times = [...timeRules(rules.compiled, [...texts, ...texts], 3000)];
  expect(times.map(({ rule }) => rule)).toEqual(rules.rules.map(({ id }) => id));
  expect(new Set(times.map(({ characters }) => characters))).toEqual(new Set([3000]));
});

test('the cost is an average that follows the newest measurements, for 100,000 characters', () => {
  const costs = new RuleCosts();
  expect(costs.of('one')).toBeNull();
  costs.note({ rule: 'one', us: 20, characters: 2000 });
  expect(costs.of('one')).toBe(1000);
  costs.note({ rule: 'one', us: 40, characters: 2000 });
  expect(costs.of('one')).toBeCloseTo(1200);
  costs.note({ rule: 'one', us: 40, characters: 10 });
  expect(costs.of('one')).toBeCloseTo(1200);
});

test('calls are measured after they were scanned, until all rules had their turn', async () => {
  const costs = new RuleCosts();
  const measuring = measuringRules(here, costs, { everyMs: 0 });
  const known = (): number => rules.rules.filter(({ id }) => costs.of(id) !== null).length;
  void measuring.scan(rules, texts);
  expect(known()).toBe(0);
  await until(() => known() === 1);
  for (let call = 1; call < rules.rules.length + 2; call++) void measuring.scan(rules, texts);
  await until(() => known() === rules.rules.length);
});

test('calls in between are not', async () => {
  const costs = new RuleCosts();
  const measuring = measuringRules(here, costs, { everyMs: 3_600_000 });
  for (let call = 0; call < 3; call++) void measuring.scan(rules, texts);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(rules.rules.filter(({ id }) => costs.of(id) !== null)).toHaveLength(1);
});

test('a rule that cannot be measured harms no call', async () => {
  const costs = new RuleCosts();
  const broken: RuleSet = {
    ...rules,
    compiled: [{ ...rules.compiled[0]!, finder: { kind: 'whole-text', literals: null, find: () => fail() } }],
  };
  const measuring = measuringRules(here, costs, { everyMs: 0 });
  expect((await measuring.scan(broken, texts)).hits).toEqual([]);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(costs.of(rules.rules[0]!.id)).toBeNull();
});

function fail(): never {
  throw new Error('broken');
}
