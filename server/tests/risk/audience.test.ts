import { describe, expect, test } from 'vitest';
import { Rule, type RuleAudience } from '@tollgate/contract';
import { compileAudience, type Who } from '../../src/risk/audience.ts';
import { compileRules } from '../../src/risk/compile.ts';

const who: Who = {
  user: { id: 'usr_1', email: 'Mei.Lin@company.test' },
  groups: [
    { id: 'grp_1', name: 'Finance' },
    { id: 'grp_2', name: 'Research' },
  ],
  instance: { id: 'ins_1', name: 'claw-1' },
  model: { id: 'mdl_1', displayName: 'GPT Large' },
  provider: { id: 'prv_1', name: 'openai' },
};
const rule = (audience?: RuleAudience): Rule =>
  Rule.parse({
    id: 'codename',
    display_name: 'Codename',
    category: 'enterprise',
    kind: 'keywords',
    keywords: ['bluefin'],
    severity: 'low',
    action: 'block',
    ...(audience && { audience }),
  });
const reads = (audience: RuleAudience | undefined, of: Who = who): boolean => compileAudience(rule(audience))(of);

describe('a rule reads', () => {
  test("everybody's calls without an audience", () => expect(reads(undefined)).toBe(true));

  test.each<RuleAudience>([
    { users: ['usr_1'] },
    { users: ['other@company.test', ' mei.lin@COMPANY.test '] },
    { groups: ['grp_2'] },
    { groups: ['other', ' RESEARCH '] },
    { instances: ['ins_1'] },
    { instances: ['CLAW-1'] },
    { models: ['gpt large'] },
    { providers: ['OpenAI'] },
    { users: ['usr_1'], providers: ['prv_1'] },
  ])('calls that %j names, by id or by name', (audience) => expect(reads(audience)).toBe(true));

  test.each<RuleAudience>([
    { users: ['usr_2'] },
    { groups: ['grp_3', 'usr_1'] },
    { models: ['GPT'] },
    { users: ['usr_1'], providers: ['anthropic'] },
    { instances: ['usr_1'] },
  ])('no call that %j does not name', (audience) => expect(reads(audience)).toBe(false));

  test('no call of somebody in no group when it names groups', () => {
    expect(reads({ groups: ['Research'] }, { ...who, groups: [] })).toBe(false);
  });

  test('no call without an instance when it names instances', () => {
    expect(reads({ instances: ['claw-1'] }, { ...who, instance: null })).toBe(false);
    expect(reads({ users: ['usr_1'] }, { ...who, instance: null })).toBe(true);
  });
});

test('the same text, remembered from one caller, is nothing of another one', () => {
  const ruleSet = compileRules({ builtIn: [], overrides: [], custom: [rule({ users: ['usr_1'] })] });
  const texts = [{ place: 'text', scope: 'user' as const, value: `${'a long story. '.repeat(40)}about bluefin` }];
  const other = { ...who, user: { id: 'usr_2', email: 'jo@company.test' } };
  expect(ruleSet.scan(texts, who).strongest).toBe('block');
  expect(ruleSet.scan(texts, other).strongest).toBeNull();
  expect(ruleSet.scan(texts, who).hits).toHaveLength(1);
});
