import { describe, expect, test } from 'vitest';
import { NoGitleaksFile, readGitleaks } from '../../../src/administration/rules/import/gitleaks.ts';
import { re2ToRust } from '../../../src/administration/rules/import/re2-to-rust.ts';
import { compileRules } from '../../../src/risk/compile.ts';
import { validateRule } from '../../../src/risk/validate-rule.ts';

const defaults = { action: 'block', severity: 'high' } as const;
const read = (toml: string) => readGitleaks(toml, defaults);

const file = `
title = "made up"
[extend]
useDefault = true

[allowlist]
description = "of the whole file"
paths = ['''go\\.sum$''']
stopwords = ["acmeacmeacmeacme1234"]

[[rules]]
id = "acme-api-key"
description = "A key of Acme's own service."
regex = '''(?i)\\b(acme_[a-z0-9]{20})(?:['"\\s;]|$)'''
entropy = 2.5
keywords = ["acme_"]
[[rules.allowlists]]
stopwords = ["acme_00000000000000000000"]
regexes = ['''test''']

[[rules]]
id = "blue_token"
regex = '''token[:=]\\s{0,3}(blue)-(\\w{12})'''
secretGroup = 2
keywords = ["bluecorp"]
path = '''\\.env$'''

[[rules]]
id = "two groups"
regex = '''(aa1)|(bb2)'''

[[rules]]
id = "only-a-path"
path = '''\\.p12$'''

[[rules]]
id = "single-bytes"
regex = '''abc\\C'''

[[rules]]
id = "composite"
regex = '''abcd'''
[[rules.required]]
id = "acme-api-key"
`;

describe('a gitleaks configuration', () => {
  const { rules, skipped, notes } = read(file);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const found = (id: string, value: string) =>
    compileRules({ builtIn: [], overrides: [], custom: [byId.get(id)!] })
      .scan([{ place: 'text', scope: 'user', value }])
      .hits.map(({ start, end }) => value.slice(start, end));

  test('becomes rules that could be saved, with the group that is the secret, entropy and exceptions', () => {
    expect([...byId.keys()]).toEqual(['gitleaks_acme_api_key', 'gitleaks_blue_token', 'gitleaks_two_groups']);
    for (const rule of rules) expect(() => validateRule(rule)).not.toThrow();
    expect(byId.get('gitleaks_acme_api_key')).toMatchObject({
      display_name: 'Acme api key',
      category: 'security',
      action: 'block',
      group: 1,
      entropy_min: 2.5,
      except: ['acme_00000000000000000000', 'acmeacmeacmeacme1234'],
    });
    expect(found('gitleaks_acme_api_key', "key='ACME_4f9a8c7e2b1d6g5h3j0k'")).toEqual(['ACME_4f9a8c7e2b1d6g5h3j0k']);
    expect(found('gitleaks_acme_api_key', "'acme_aaaaaaaaaaaaaaaaaaaa'")).toEqual([]);
    expect(found('gitleaks_blue_token', 'token= blue-x9y8z7w6v5u4')).toEqual(['x9y8z7w6v5u4']);
    expect(found('gitleaks_two_groups', 'aa1 bb2')).toEqual(['aa1', 'bb2']);
  });

  test('tells what it skips and what it does not carry', () => {
    expect(skipped).toEqual([
      { rule: 'only-a-path', message: expect.stringContaining('names of files') as string },
      { rule: 'single-bytes', message: expect.stringContaining('single bytes') as string },
      { rule: 'composite', message: expect.stringContaining('required') as string },
    ]);
    expect(notes.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      expect.stringMatching(/^: what the file extends/),
      expect.stringMatching(/^: paths and commits/),
      expect.stringMatching(/^: its stopwords/),
      expect.stringMatching(/^acme-api-key: patterns of its allowlist/),
      expect.stringMatching(/^acme-api-key: its stopwords/),
      expect.stringMatching(/^blue_token: its path/),
      expect.stringMatching(/^blue_token: its keywords/),
      expect.stringMatching(/^two groups: it has several groups/),
    ]);
  });

  test.each([
    ['rules = 5', /rules/],
    ['[[rules]\nid = "x"', /^line 1, column \d+: this is no TOML$/],
    ['[[rules]]\nregex = "x"', /id/],
  ])('%j is none, and nothing of it is quoted', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: NoGitleaksFile.name, message: expect.stringMatching(message) as string }),
    );
  });
});

describe('a pattern of RE2', () => {
  test.each([
    [String.raw`\w+\d\s`, String.raw`[0-9A-Za-z_]+[0-9][\t\n\f\r ]`],
    [String.raw`[\w.-]\W`, String.raw`[0-9A-Za-z_.-][^0-9A-Za-z_]`],
    [String.raw`a{,5}{x{2,3}`, String.raw`a\{,5}\{x{2,3}`],
    [String.raw`[[]a[^]b]`, String.raw`[\[]a[^\]b]`],
    [String.raw`[a&&b~~--z]`, String.raw`[a\&\&b\~\~-\-z]`],
    [String.raw`[[:alpha:]_]\Qa.b\E+`, String.raw`[[:alpha:]_]a\.b+`],
    [String.raw`\<a\>\.`, String.raw`<a>\.`],
  ])('%s is %s in Rust', (pattern, expected) => expect(re2ToRust(pattern)).toBe(expected));
});
