import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Rule, type RuleInput, type Scope } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { InvalidRule } from '../../src/risk/invalid-rule.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import type { RuleSet } from '../../src/risk/rule-set.ts';
import { validateRule } from '../../src/risk/validate-rule.ts';

const rule = (fields: Partial<RuleInput>): Rule =>
  Rule.parse({
    id: 'own',
    display_name: 'Own',
    category: 'enterprise',
    kind: 'regex',
    severity: 'high',
    action: 'route_secure_model',
    ...fields,
  });
const compile = (...custom: Rule[]): RuleSet => compileRules({ builtIn: [], overrides: [], custom });
const found = (ruleSet: RuleSet, value: string, scope: Scope = 'user'): string[] =>
  ruleSet.scan([{ place: 'messages[0].content', scope, value }]).hits.map(({ start, end }) => value.slice(start, end));
const refusal = (act: () => unknown): InvalidRule => {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidRule) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a pattern of an administrator', () => {
  it('gives offsets in UTF-16 code units, whatever stands before the finding', () => {
    const ruleSet = compile(rule({ regex: 'BF-\\d{4}' }));
    expect(found(ruleSet, '😀 项目 é BF-2031, 𝔘𝔫𝔦 BF-2032')).toEqual(['BF-2031', 'BF-2032']);
  });

  it('reports the named group, also next to characters of several bytes', () => {
    expect(found(compile(rule({ regex: '代号：(\\w+)', group: 1 })), '😀代号：青鸟 代号：白鹭')).toEqual([
      '青鸟',
      '白鹭',
    ]);
  });

  it('sees the edge of a word between a Chinese character and a digit', () => {
    expect(found(compile(rule({ regex: '\\b\\d{6}\\b' })), '工号123456。')).toEqual(['123456']);
    expect(found(compile(rule({ regex: '\\b\\d{6}\\b' })), 'x123456')).toEqual([]);
  });

  it('obeys its flags', () => {
    expect(found(compile(rule({ regex: 'bluefin', flags: 'i' })), 'BlueFin')).toEqual(['BlueFin']);
    expect(found(compile(rule({ regex: 'bluefin' })), 'BlueFin')).toEqual([]);
    expect(found(compile(rule({ regex: 'begin.end', flags: 's' })), 'begin\nend')).toEqual(['begin\nend']);
  });

  it('reports no empty finding', () => {
    expect(found(compile(rule({ regex: 'x*' })), 'axxa')).toEqual(['xx']);
  });

  it.each([
    ['a(?=b)', /look-around.*group/, 1],
    ['(a)b\\1', /backreferences.*alternatives/, 4],
    ['项目(abc', /unclosed group/, 2],
    ['[abc', /unclosed character class/, 0],
    ['\\bx(y', /unclosed group/, 3],
  ])('%s is refused with its reason and place', (regex, reason, position) => {
    const error = refusal(() => validateRule(rule({ regex })));
    expect(error).toMatchObject({ rule: 'own', field: 'regex', position });
    expect(error.told).toMatch(reason);
  });

  it('is refused when it is too large, or names a group it has not', () => {
    expect(refusal(() => validateRule(rule({ regex: '((a{1000}){1000}){1000}' }))).reason).toMatch(/too large/);
    expect(refusal(() => validateRule(rule({ regex: 'a(b)', group: 2 }))).field).toBe('group');
  });

  it('is refused when it goes over the rest of the text at each step', () => {
    expect(refusal(() => validateRule(rule({ regex: '.*[^A-Z]|[A-Z]', flags: 's' }))).reason).toMatch(/too costly/);
  });

  it('is refused when its examples do not hold', () => {
    const error = refusal(() => validateRule(rule({ regex: 'BF-\\d+', examples: { match: ['BF-1', 'BF-x'] } })));
    expect(error.field).toBe('examples.match[1]');
    expect(refusal(() => validateRule(rule({ regex: 'BF-\\d+', examples: { no_match: ['BF-1'] } }))).field).toBe(
      'examples.no_match[0]',
    );
  });

  it('gets through text that would hang a backtracking engine', () => {
    const hostile: readonly (readonly [string, string])[] = [
      ['^(a+)+$', 'a'],
      ['(x+x+)+y', 'x'],
      ['^(\\d+)*-(\\d+)*$', '1'],
    ];
    for (const [regex, pump] of hostile) {
      validateRule(rule({ regex }));
      expect(found(compile(rule({ regex })), `${pump.repeat(5000)}!`)).toEqual([]);
    }
  });
});

describe('keywords', () => {
  it('are whole words in Latin script and any part of a text in Chinese', () => {
    const ruleSet = compile(rule({ kind: 'keywords', keywords: ['Bluefin', 'tin', '青鸟'] }));
    expect(found(ruleSet, 'setting private BLUEFIN bluefins project_bluefin bluefinish 代号青鸟二期')).toEqual([
      'BLUEFIN',
      'bluefin',
      'bluefin',
      '青鸟',
    ]);
  });

  it('are found by the thousand', () => {
    const keywords = Array.from(
      { length: 5000 },
      (_, number) => `客户${String.fromCodePoint(0x4e00 + number)}公司有限责任${number}号`,
    );
    expect(found(compile(rule({ kind: 'keywords', keywords })), `你好，${keywords[4321]}。`)).toEqual([keywords[4321]]);
  });
});

describe('what narrows a rule', () => {
  it('context: one of the words must stand near, as a word of its own', () => {
    const ruleSet = compile(rule({ regex: '\\d{7}', context: ['badge', '工牌'] }));
    expect(found(ruleSet, 'badge no 4829174')).toEqual(['4829174']);
    expect(found(ruleSet, '4829174 是他的工牌')).toEqual(['4829174']);
    expect(found(ruleSet, 'the badger saw 4829174')).toEqual([]);
    expect(found(ruleSet, `badge ${'and so on '.repeat(8)} 4829174`)).toEqual([]);
  });

  it('entropy, exceptions and validators', () => {
    expect(found(compile(rule({ regex: 'k-\\w{12}', entropy_min: 3 })), 'k-aaaaaaaaaaaa k-q7Zt2mX9vB4c')).toEqual([
      'k-q7Zt2mX9vB4c',
    ]);
    expect(found(compile(rule({ regex: 'BF-\\d', except: ['bf-1'] })), 'BF-1 BF-2')).toEqual(['BF-2']);
    const digestOfOne = 'sha256:d51fdb19b0e66b2ba5eb9ff77cf5eb1dd1a0d5ab4b4c1fd7f4f3b4a1a5d0e3d4';
    expect(
      found(compile(rule({ regex: 'BF-\\d', except: [`sha256:${hash('sha256', 'bf-1')}`] })), 'BF-1 BF-2'),
    ).toEqual(['BF-2']);
    expect(found(compile(rule({ regex: 'BF-\\d', except: [digestOfOne] })), 'BF-1 BF-2')).toEqual(['BF-1', 'BF-2']);
    expect(found(compile(rule({ regex: '\\d{16}', validator: 'luhn' })), '4111111111111111 4111111111111112')).toEqual([
      '4111111111111111',
    ]);
    expect(refusal(() => compile(rule({ regex: 'a', validator: 'no_such' }))).field).toBe('validator');
  });

  it('count_min: so many different findings in the request, over all its texts', () => {
    const ruleSet = compile(rule({ regex: 'C\\d{3}', count_min: 3 }));
    const scan = (...values: string[]) =>
      ruleSet.scan(values.map((value, index) => ({ place: `messages[${index}]`, scope: 'user', value }))).hits.length;
    expect(scan('C101 C102', 'C101 C102')).toBe(0);
    expect(scan('C101 C102', 'C103')).toBe(3);
  });

  it('scope: only the places it names', () => {
    const ruleSet = compile(rule({ regex: 'BF-\\d', scope: ['tool_result'] }));
    expect(found(ruleSet, 'BF-1', 'tool_result')).toEqual(['BF-1']);
    expect(found(ruleSet, 'BF-1', 'user')).toEqual([]);
  });
});

describe('the set of rules', () => {
  const builtIn = loadBuiltInRules();
  const text = [{ place: 'messages[0].content', scope: 'user', value: 'write to li.wei88@163.com' }] as const;

  it('takes what administrators changed on a built-in rule', () => {
    const withAction = compileRules({ builtIn, overrides: [{ id: 'email_address', action: 'allow' }], custom: [] });
    expect(withAction.scan(text)).toMatchObject({
      strongest: 'allow',
      hits: [{ rule: 'email_address', sample: 'l***@***.com' }],
    });
    const disabled = compileRules({ builtIn, overrides: [{ id: 'email_address', is_enabled: false }], custom: [] });
    expect(disabled.scan(text)).toMatchObject({ strongest: null, hits: [] });
    expect(refusal(() => compileRules({ builtIn, overrides: [{ id: 'no_such' }], custom: [] })).field).toBe('id');
  });

  it('has a name of its own for each change', () => {
    const hash = (action: 'allow' | 'block'): string =>
      compileRules({ builtIn, overrides: [{ id: 'email_address', action }], custom: [] }).hash;
    expect(hash('allow')).toMatch(/^[0-9a-f]{64}$/);
    expect(hash('allow')).toBe(hash('allow'));
    expect(hash('allow')).not.toBe(hash('block'));
  });

  it('refuses a custom rule under the id of a built-in one', () => {
    expect(
      refusal(() => compileRules({ builtIn, overrides: [], custom: [rule({ id: 'email_address', regex: 'a' })] }))
        .field,
    ).toBe('id');
  });

  it('refuses a rule without what its kind needs', () => {
    expect(refusal(() => compile(rule({ kind: 'keywords' }))).field).toBe('keywords');
    expect(refusal(() => compile(rule({ kind: 'regex', regex: 'a', keywords: ['b'] }))).field).toBe('keywords');
    expect(refusal(() => compile(rule({ kind: 'detector', detector: 'no_such' }))).field).toBe('detector');
  });
});
