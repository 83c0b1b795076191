import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { admin } from '@tollgate/contract';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { type CompanyRecord, chatBody, createCompanyRecord } from './company-record.ts';

let api: AdminFixture;
let company: CompanyRecord;
beforeAll(async () => {
  api = await createAdminFixture();
  company = await createCompanyRecord(api.database);
});
afterAll(() => api.close());

const codename = {
  id: 'project_codename',
  display_name: 'Project codename',
  category: 'enterprise',
  kind: 'keywords',
  keywords: ['Bluefin'],
  severity: 'high',
  action: 'route_secure_model',
};
const bob = { user: 'bob@company.test' };

async function bench(body: object): Promise<admin.RuleTestResult> {
  const { status, text } = await api.call('POST', '/api/rules/test', { body: { rules: [codename], ...body } });
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return JSON.parse(text) as admin.RuleTestResult;
}

describe('the test bench tells what would be decided', () => {
  test('for a text that nothing is found in', async () => {
    expect((await bench({ text: 'Hello', as: bob })).decision).toEqual({
      outcome: 'passed',
      code: null,
      because: null,
      requested_model: 'auto',
      selected_model: 'gpt-test',
      final_model: 'gpt-test',
      route: 'external',
      explanation: expect.arrayContaining([expect.stringContaining('nothing found')]),
    });
  });

  test('for a finding that asks for a secure model', async () => {
    expect(
      (await bench({ text: 'About Bluefin', as: { instance: 'build-bot', model: 'gpt-test' } })).decision,
    ).toMatchObject({
      outcome: 'rerouted',
      because: 'project_codename',
      selected_model: 'gpt-test',
      final_model: 'qwen-secure',
      route: 'secure',
    });
  });

  test.each([
    ['block', 'blocked', 'content_policy_violation', null],
    ['redact', 'redacted', null, 'external'],
    ['allow', 'passed', null, 'external'],
  ])('for a rule whose action is %s', async (action, outcome, code, route) => {
    const { decision } = await bench({ text: 'About Bluefin', as: bob, rules: [{ ...codename, action }] });
    expect(decision).toMatchObject({ outcome, code, route });
  });

  test('for a model that is not granted, with what the rules find all the same', async () => {
    const { decision, hits } = await bench({ request: JSON.parse(chatBody('Bluefin', 'private')), as: bob });
    expect(decision).toMatchObject({ outcome: 'refused', code: 'model_not_found', selected_model: null, route: null });
    expect(hits).toMatchObject([{ rule: 'project_codename' }]);
  });

  test('for those calls alone that a rule reads', async () => {
    const forAda = { ...codename, audience: { users: ['ada@company.test'] } };
    expect((await bench({ text: 'Bluefin', as: bob, rules: [forAda] })).hits).toEqual([]);
    expect((await bench({ text: 'Bluefin', as: { user: 'ada@company.test' }, rules: [forAda] })).hits).toHaveLength(1);
  });

  test('and says who is not known', async () => {
    const answer = (as: object) => api.call('POST', '/api/rules/test', { body: { text: 'x', as } });
    expect((await answer({ user: 'nobody@company.test' })).body.errors).toMatchObject([{ field: 'as.user' }]);
    expect((await answer({ instance: 'none' })).body.errors).toMatchObject([{ field: 'as.instance' }]);
    expect((await answer({ model: 'gpt-test' })).status).toBe(422);
  });
});

describe('a recorded call', () => {
  test('is tested as the one who made it, and who opened it is logged', async () => {
    const request_id = await company.chat('Tell me about Bluefin.');
    const { auditor } = api.people;
    const { text } = await api.call('POST', '/api/rules/test', {
      token: auditor.token,
      body: { request_id, rules: [codename] },
    });
    expect(JSON.parse(text)).toMatchObject({
      hits: [{ rule: 'project_codename', place: 'messages[0].content', start: 14, end: 21 }],
      decision: { outcome: 'rerouted', requested_model: 'gpt-test' },
    });
    expect(text).not.toContain('Bluefin.');
    const { items } = (await api.call('GET', `/api/access-log?target_id=${request_id}`)).body;
    expect(items).toMatchObject([
      { action: 'payload.open', actor: { id: auditor.id }, detail: { payload: 'request-received', for: 'test' } },
    ]);
  });

  test('that is not there cannot be tested', async () => {
    const ask = (request_id: string) => api.call('POST', '/api/rules/test', { body: { request_id } });
    expect((await ask('req_01890000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await ask('nonsense')).status).toBe(404);
  });
});

describe('a text that would come back', () => {
  const reading = { ...codename, direction: 'both', response_action: 'redact' };
  const answered = (fields: object, more: object = {}) =>
    bench({ text: 'It is Bluefin.', direction: 'response', rules: [{ ...reading, ...fields }], ...more });

  test.each([
    ['record', 'allow'],
    ['redact', 'redact'],
    ['cut', 'block'],
  ])('shows what happens to a finding: %s', async (response_action, action) => {
    const { hits, ...result } = await answered({ response_action });
    expect(result).toMatchObject({ action, decision: null });
    expect(hits).toMatchObject([
      { rule: 'project_codename', direction: 'response', action, place: 'text', scope: 'assistant', start: 6, end: 13 },
    ]);
  });

  test('is read by rules for answers alone, of those whom they read', async () => {
    expect((await answered({ direction: 'request' })).hits).toEqual([]);
    expect((await bench({ text: 'Bluefin', rules: [{ ...reading, direction: 'response' }] })).hits).toEqual([]);
    const forAda = { audience: { users: ['ada@company.test'] } };
    expect((await answered(forAda, { as: bob })).hits).toEqual([]);
    expect((await answered(forAda, { as: { user: 'ada@company.test' } })).hits).toHaveLength(1);
    expect((await answered(forAda)).hits).toHaveLength(1);
  });

  test('is a text, no request, and not too long', async () => {
    const fieldsOf = async (body: object) => {
      const answer = await api.call('POST', '/api/rules/test', { body: { direction: 'response', ...body } });
      return answer.body.errors.map(({ field }) => field);
    };
    expect(await fieldsOf({ request: JSON.parse(chatBody('x')) })).toEqual(['direction']);
    expect(await fieldsOf({ text: 'x'.repeat(1_000_001) })).toEqual(['text']);
  });
});

test('rules that cannot be evaluated in time are told as such', async () => {
  const stuck = await createAdminFixture({
    scanning: { scan: () => Promise.reject(new Error('took too long')), stop: async () => undefined },
  });
  const answer = await stuck.call('POST', '/api/rules/test', { body: { text: 'x' } });
  expect(answer.status).toBe(503);
  expect(answer.body.detail).toContain('not in time');
  await stuck.close();
});

test('what looks like a finding and is none is told with its reason', async () => {
  const draft = { ...codename, id: 'draft', keywords: ['Redfin'], context: ['project'], except: ['redfin'] };
  const text = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE, test card 4242424242424242, and Redfin';
  const ignoredOf = async (more: object) => {
    const { ignored } = JSON.parse((await api.call('POST', '/api/rules/test', { body: { text, ...more } })).text) as {
      ignored: { rule: string; start: number; end: number; why: string }[];
    };
    return ignored.map(({ rule, start, end, why }) => [rule, text.slice(start, end), why]);
  };
  const documented = [
    ['aws_access_key', 'AKIAIOSFODNN7EXAMPLE', 'documented'],
    ['bank_card', '4242424242424242', 'documented'],
  ];
  expect(await ignoredOf({})).toEqual(documented);
  expect(await ignoredOf({ rules: [{ ...draft, context: undefined }] })).toEqual([
    ...documented,
    ['draft', 'Redfin', 'except'],
  ]);
  expect(await ignoredOf({ rules: [{ ...draft, except: undefined }] })).toEqual([
    ...documented,
    ['draft', 'Redfin', 'context'],
  ]);
  expect(await ignoredOf({ measure: false })).toEqual([]);
});

test('each rule is measured by itself, the unsaved ones first', async () => {
  const { times, scan_us } = await bench({ text: `${'Nothing to see here. '.repeat(100)}Bluefin` });
  expect(scan_us).toBeGreaterThan(0);
  expect(times.characters).toBe(2107);
  expect(times.rules.map(({ rule }) => rule)).toContain('project_codename');
  expect(times.rules.every(({ us }) => us >= 0)).toBe(true);
});

test('nothing is changed, sent or recorded', async () => {
  const counts = async () => {
    const tables = ['invocations', 'rules', 'rule_overrides', 'policy_versions', 'administration_log', 'access_log'];
    const sums = tables.map((table) => `(select count(*) from ${table})::int as ${table}`);
    return (await api.database.pool.query(`select ${sums.join(', ')}`)).rows;
  };
  const before = await counts();
  await bench({ text: 'Bluefin', as: bob });
  await bench({ request: JSON.parse(chatBody('Bluefin')), as: bob });
  expect(await counts()).toEqual(before);
});
