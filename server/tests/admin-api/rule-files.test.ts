import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

interface Imported {
  readonly is_applied: boolean;
  readonly rules: readonly { id: string; action: string }[];
  readonly problems: readonly { field: string; message: string; line: number }[];
  readonly skipped: readonly { rule: string; message: string }[];
}

const send = async (url: string, body: string, type = 'application/yaml') => {
  const answer = await api.call('POST', url, { body, headers: { 'content-type': type } });
  return { ...answer, imported: answer.body as unknown as Imported };
};
const preview = (body: string) => send('/api/rules/import', body);
const apply = (body: string) => send('/api/rules/import?mode=apply', body);
const version = async () => (await api.call('GET', '/api/policy')).body.version;

const rules = `
rules:
  - id: email_address
    action: block
  - id: order_number
    display_name: Order number
    category: enterprise
    kind: regex
    regex: '\\bOR-(\\d{6})\\b'
    group: 1
    severity: high
    action: redact
    direction: both
    response_action: redact
    audience: {models: [gpt-large]}
    examples: {match: [OR-123456], no_match: [OR-12]}
  - id: codenames
    display_name: Codenames
    category: enterprise
    kind: keywords
    keywords: [Bluefin]
    severity: high
    action: block
`;

describe('rules from a file', () => {
  const first = { id: 'first', display_name: 'First', category: 'enterprise', kind: 'keywords', keywords: ['first'] };

  test('are shown in a preview, imported as one change of policy, and come out again as they went in', async () => {
    await api.call('POST', '/api/rules', { body: { ...first, severity: 'low', action: 'allow' } });
    const before = await version();
    const shown = await preview(rules);
    expect(shown.imported).toMatchObject({
      is_applied: false,
      rules: [
        { id: 'order_number', action: 'create' },
        { id: 'codenames', action: 'create' },
        { id: 'email_address', action: 'create' },
      ],
      problems: [],
    });
    expect(await version()).toBe(before);
    expect((await apply(rules)).imported.is_applied).toBe(true);
    expect(await version()).toBe(before + 1);
    expect((await api.call('GET', '/api/rules/order_number')).body).toMatchObject({
      group: 1,
      direction: 'both',
      response_action: 'redact',
      audience: { models: ['gpt-large'] },
    });
    const log = (await api.call('GET', '/api/administration-log')).body.items;
    expect(log.filter((entry) => entry.action === 'rule.import')).toHaveLength(3);

    const exported = await api.call('GET', '/api/rules/export');
    expect(exported.headers['content-type']).toBe('application/yaml; charset=utf-8');
    const byId = (entries: { id: string }[]) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const entries = (text: string) => (parse(text) as { rules: { id: string }[] }).rules;
    const out = entries(exported.text).filter(({ id }) => id !== first.id);
    expect(byId(out)).toEqual(byId(entries(rules)));
    const again = await apply(exported.text);
    expect(again.imported.rules.map(({ action }) => action)).toEqual(['none', 'none', 'none', 'none']);
    expect(await version()).toBe(before + 1);
  });

  test('are all left out for one that is wrong, each problem with its place', async () => {
    const wrong = `
- id: fine
  display_name: Fine
  category: enterprise
  kind: keywords
  keywords: [abc]
  severity: low
  action: allow
- id: looks_around
  display_name: Looks around
  category: enterprise
  kind: regex
  regex: 'a(?=b)'
  severity: low
  action: allow
- id: contradicts
  display_name: Contradicts itself
  category: enterprise
  kind: keywords
  keywords: [abc]
  severity: low
  action: allow
  examples: {match: [xyz]}
- id: email_address
  regex: x
`;
    const shown = await preview(wrong);
    expect(shown.status).toBe(200);
    expect(shown.imported.problems.map(({ field, line }) => [field, line])).toEqual([
      ['rules[1].regex', 13],
      ['rules[3]', 24],
      ['rules[3].regex', 25],
      ['rules[2].examples.match[0]', 23],
    ]);
    const refused = await apply(wrong);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ field }) => field)).toContain('rules[1].regex');
    expect(refused.text).toMatch(/look-around.*name the finding with `group`.*\(line 13, column 10\)/);
    expect((await api.call('GET', '/api/rules/fine')).status).toBe(404);
  });

  test('of gitleaks are imported with what was chosen for them, and told what is left out', async () => {
    const toml = "[[rules]]\nid = 'acme-key'\nregex = '''acme_[a-z0-9]{20}'''\n[[rules]]\nid = 'file'\npath = 'x'\n";
    const { imported } = await send(
      '/api/rules/import?mode=apply&format=gitleaks&action=redact&severity=medium',
      toml,
      'application/toml',
    );
    expect(imported).toMatchObject({ is_applied: true, rules: [{ id: 'gitleaks_acme_key', action: 'create' }] });
    expect(imported.skipped).toMatchObject([{ rule: 'file' }]);
    const rule = (await api.call('GET', '/api/rules/gitleaks_acme_key')).body;
    expect(rule).toMatchObject({ action: 'redact', severity: 'medium', category: 'security' });
    const broken = await send('/api/rules/import?format=gitleaks', 'rules = [', 'application/toml');
    expect(broken.imported.problems).toMatchObject([{ message: expect.stringContaining('no TOML') as string }]);
  });

  test.each([
    ['5', 'rules'],
    ['rules: nothing', 'rules'],
    ['rules: [{id: A-B}]', 'rules[0].id'],
    ['a: [', ''],
  ])('%j is no file of rules', async (text, field) => {
    expect((await preview(text)).imported.problems).toMatchObject([{ field }]);
    expect((await apply(text)).status).toBe(422);
  });
});

describe('keywords from a table', () => {
  const upload = (text: string, query = '', type = 'text/csv') => send(`/api/rules/words/keywords${query}`, text, type);

  test('take the place of those of a rule, or are added to them', async () => {
    const rule = { id: 'words', display_name: 'Words', category: 'enterprise', kind: 'keywords', keywords: ['old'] };
    await api.call('POST', '/api/rules', { body: { ...rule, severity: 'low', action: 'allow' } });
    const replaced = await upload('word,case\nBluefin,any\nORCA,exact\n');
    expect(replaced.body).toMatchObject({ keywords: ['Bluefin', 'ORCA'], keywords_in_case: ['ORCA'], revision: 2 });
    const added = await upload('Bluefin\n蓝鳍\n', '?mode=add');
    expect(added.body).toMatchObject({ keywords: ['Bluefin', 'ORCA', '蓝鳍'], keywords_in_case: ['ORCA'] });
    const plain = await upload('Bluefin\n');
    expect(plain.body).not.toHaveProperty('keywords_in_case');
  });

  test('are refused row by row, and for rules that have none', async () => {
    const wrong = await upload('one,any\ntwo,perhaps\n');
    expect([wrong.status, wrong.body.errors[0]?.field]).toEqual([422, 'rows[2]']);
    expect((await send('/api/rules/iban/keywords', 'one\n', 'text/csv')).status).toBe(409);
    expect((await send('/api/rules/none_such/keywords', 'one\n', 'text/csv')).status).toBe(404);
    expect((await upload('one\n', '', 'application/xml')).status).toBe(415);
  });
});

test('a rule that cannot be saved says where, why and what to write instead', async () => {
  const body = {
    id: 'bad',
    display_name: 'Bad',
    category: 'enterprise',
    kind: 'regex',
    severity: 'low',
    action: 'allow',
  };
  const answer = await api.call('POST', '/api/rules', { body: { ...body, regex: 'key=(?<!x)y' } });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([
    {
      field: 'regex',
      position: 4,
      message: expect.stringMatching(/^look-around.*at character 5.*; match the surroundings/) as string,
      hint: expect.stringContaining('`group`') as string,
    },
  ]);
});
