import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  explained,
  explainedAsk,
  granteeOf,
  reasonsOf,
  rulesNamed,
} from '../../../console/src/components/call/explained.ts';
import { explainAnswer } from '../../src/audit/search/explain-answer.ts';
import { explainHit } from '../../src/journey/explain-hit.ts';
import { explainPins } from '../../src/journey/pins/explain-pins.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';

const hit = {
  text: 0,
  rule: 'bank_card',
  display_name: 'Payment card number',
  category: 'finance',
  severity: 'high',
  action: 'block',
  place: 'messages[2].content',
  scope: 'user',
  start: 0,
  end: 4,
  sample: '****',
  disguises: ['base64', 'hex'],
  why: { validator: 'luhn', context: ['card', '卡号'] },
} as const;

test('what the gateway writes of a hit, of an answer, of a session that is held and of limits is known to the console', () => {
  const told = explainHit({
    ...hit,
    disguises: [...hit.disguises],
    why: { validator: 'luhn', context: ['card', '卡号'] },
  });
  const blocked = explained(`${told} blocks the call.`);
  expect(blocked).toMatchObject({ key: 'step.blocks', values: { rule: 'Payment card number', place: hit.place } });
  if ('words' in blocked) throw new Error('not known');
  expect(reasonsOf(String(blocked.values['why']))).toEqual([
    { key: 'found.hidden', values: { how: 'base64 → hex', check: '', words: [''] } },
    { key: 'found.passes', values: { how: '', check: 'luhn', words: [''] } },
    { key: 'found.near', values: { how: '', check: '', words: ['card', '卡号'] } },
  ]);
  expect(reasonsOf('of the moon')).toBeNull();

  const scan = { hits: (['allow', 'redact', 'block'] as const).map((action) => ({ ...hit, action })) };
  const lines = explainAnswer(scan as unknown as Parameters<typeof explainAnswer>[0]);
  expect(lines.map((line) => 'key' in explained(line) && explained(line))).toMatchObject([
    { key: 'step.answerRecorded' },
    { key: 'step.answerReplaced' },
    { key: 'step.answerCut' },
  ]);

  const pin = { rule: 'bank_card', requestId: 'req_1', expiresAtMs: 0 };
  for (const by of ['trace', 'session', 'instance', 'text', 'marks_missing'] as const) {
    const found = { pinned: { pin, by }, unknown: null } as unknown as Parameters<typeof explainPins>[0];
    const policy = { rules: { rules: [{ id: 'bank_card', display_name: 'Payment card number' }] } };
    const since = explainPins(found, policy as unknown as Parameters<typeof explainPins>[1]) ?? '';
    expect(explainedAsk(since), since).toMatchObject({
      key: 'ask.since',
      values: { rule: 'Payment card number', call: 'req_1', until: '1970-01-01T00:00:00.000Z' },
    });
  }
});

test('the rules that a step names are told apart, with those it leaves out', () => {
  expect(rulesNamed('"A", "B" and 3 more, 2 in reviewed texts, which decide nothing')).toEqual({
    names: ['A', 'B'],
    more: 3,
    reviewed: 2,
  });
  expect(rulesNamed('"Password, or secret"')).toEqual({ names: ['Password, or secret'], more: 0, reviewed: 0 });
  expect(granteeOf('the group "R&D"')).toEqual({ key: 'group', name: 'R&D' });
  expect(granteeOf('ada@company.test')).toBeNull();
});

test('each built-in rule has a name in Chinese, and a description where its pack has one', async () => {
  const file = new URL('../../../console/src/i18n/rules.zh-CN.json', import.meta.url);
  const table = JSON.parse(await readFile(file, 'utf8')) as Record<string, string[]>;
  const rules = loadBuiltInRules();
  expect(Object.keys(table).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  for (const { id, display_name: name, description } of rules) {
    const [chinese = '', told = ''] = table[id] ?? [];
    expect(chinese, id).not.toBe('');
    expect(told !== '', id).toBe(description !== '');
    expect(name, id).not.toBe('');
  }
  const names = Object.values(table).map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
