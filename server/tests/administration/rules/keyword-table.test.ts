import { expect, test } from 'vitest';
import { readKeywordTable } from '../../../src/administration/rules/import/keyword-table.ts';
import { readYamlRules } from '../../../src/administration/rules/import/read-rules-file.ts';

test.each([
  ['Bluefin\n蓝鳍\r\nBluefin\n', ['Bluefin', '蓝鳍'], []],
  ['word,case\nBluefin,any\nORCA,exact\n', ['Bluefin', 'ORCA'], ['ORCA']],
  ['Keyword\n"Fin, Blue"\n', ['Fin, Blue'], []],
  ['ORCA;yes\nBluefin;no', ['ORCA', 'Bluefin'], ['ORCA']],
  ['ORCA,exact\nORCA,any', ['ORCA'], []],
])('%j is a table of keywords', (text, keywords, keywords_in_case) => {
  expect(readKeywordTable(text)).toEqual({ keywords, keywords_in_case });
});

test.each([
  ['one,any\ntwo,maybe', 2, /neither exact nor any/],
  ['one,any,more', 1, /more than two/],
  ['one\n ,exact', 2, /no word/],
  ['x'.repeat(201), 1, /200 characters/],
  ['word,case\n', 1, /no word/],
])('%j is none', (text, row, message) => {
  expect(readKeywordTable(text)).toEqual({ problems: [{ row, message: expect.stringMatching(message) as string }] });
});

const rule = (more: string) => `
rules:
  - id: codenames
    display_name: Codenames
    category: enterprise
    kind: keywords
    severity: high
    action: block
${more}`;

test('a file may hold the table of a rule', () => {
  const { custom, problems } = readYamlRules(
    rule('    keywords_csv: |\n      word,case\n      Bluefin\n      ORCA,exact\n'),
  );
  expect(problems).toEqual([]);
  expect(custom).toMatchObject([{ keywords: ['Bluefin', 'ORCA'], keywords_in_case: ['ORCA'] }]);
  expect(custom[0]).not.toHaveProperty('keywords_csv');
});

test('a table that is none, or one too many, is told with its place', () => {
  const wrong = readYamlRules(rule('    keywords_csv: "a1,maybe"\n'));
  expect(wrong.problems).toMatchObject([
    { line: 9, field: 'rules[0].keywords_csv', message: expect.stringContaining('row 1') },
  ]);
  const twice = readYamlRules(rule('    keywords_csv: abc\n    keywords: [abc]\n'));
  expect(twice.problems).toMatchObject([{ field: 'rules[0].keywords_csv' }]);
});
