import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Rule, RuleOverride } from '@tollgate/contract';
import { readYamlRules } from '../../src/administration/rules/import/read-rules-file.ts';
import { detectors } from '../../src/risk/detectors/index.ts';
import { optionsOf } from '../../src/risk/detectors/options.ts';
import { validateRule } from '../../src/risk/validate-rule.ts';

const document = readFileSync(new URL('../../../docs/reference/risk-rules.md', import.meta.url), 'utf8');

test('risk-rules.md tells each field of a rule, and which can be changed on a built-in one', () => {
  const told = [...document.matchAll(/^\| \**([a-z_]+)\** \|/gm)]
    .map(([, field]) => field ?? '')
    .filter((one) => one !== 'field');
  expect(told.toSorted()).toEqual([...Object.keys(Rule.shape), 'detector'].toSorted());
  const changeable = /On a built-in rule ([^;]*) can be changed/.exec(document)?.[1] ?? '';
  const fields = [...changeable.matchAll(/`(\w+)`/g)].map(([, field]) => field ?? '');
  expect(fields.toSorted()).toEqual(
    Object.keys(RuleOverride.shape)
      .filter((field) => field !== 'id')
      .toSorted(),
  );
});

test('risk-rules.md tells each option of each detector', () => {
  for (const detector of detectors.keys()) {
    const row = document.split('\n').find((line) => line.startsWith(`| \`${detector}\` |`));
    for (const option of optionsOf(detector)) expect(row, detector).toContain(`\`${option}\``);
    expect(row !== undefined).toBe(optionsOf(detector).length > 0);
  }
});

test('the rules that the guide shows could be saved', () => {
  const guide = readFileSync(new URL('../../../docs/guides/risk/custom-rules.md', import.meta.url), 'utf8');
  const shown = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text).join('');
  const { custom, problems } = readYamlRules(shown);
  expect(problems).toEqual([]);
  expect(custom.map(({ id }) => id)).toEqual(['project_codenames', 'order_number', 'mail_of_partners']);
  for (const rule of custom) expect(() => validateRule(rule)).not.toThrow();
});
