import { describe, expect, test } from 'vitest';
import type { DecisionWord } from '@tollgate/contract';
import { Comparison, type RecordedCall } from '../../src/administration/backtests/comparison.ts';
import { isInSample } from '../../src/administration/backtests/recorded-calls.ts';
import { decide } from '../../src/journey/decide.ts';
import type { Judgement } from '../../src/journey/judge.ts';
import { refusal } from '../../src/journey/refusal.ts';
import type { Hit } from '../../src/risk/rule-set.ts';
import { findings, hit, model, policyOf } from '../journey/made-up.ts';

const regular = model('gpt-test');
const policy = policyOf([regular, model('qwen-secure', { isSecure: true })]);

function judged(...hits: readonly Hit[]): Judgement {
  const found = findings(...hits);
  const decision = decide({ model: regular, explanation: '' }, found, policy, () => false);
  return { kind: 'decided', selected: regular, findings: found, decision };
}

function call(decision: DecisionWord, ...hits: readonly Hit[]): RecordedCall {
  return { request_id: 'req_1', decision, hits };
}

const resultOf = (comparison: Comparison) => comparison.result(() => null);

describe('a change of decision is put down to', () => {
  const changedBy = (before: RecordedCall, after: Judgement) => {
    const comparison = new Comparison(5);
    comparison.add(before, after);
    return resultOf(comparison)
      .rules.filter(({ changed }) => changed.length > 0)
      .map(({ rule }) => rule);
  };

  test('the rule that is new', () => {
    const known = hit('route_secure_model', { rule: 'known' });
    const fresh = hit('block', { rule: 'fresh', start: 5, end: 6 });
    expect(changedBy(call('passed'), judged(fresh))).toEqual(['fresh']);
    expect(changedBy(call('rerouted', known), judged(known, fresh))).toEqual(['fresh', 'known']);
  });

  test('the rule that finds nothing any more', () => {
    expect(changedBy(call('blocked', hit('block', { rule: 'gone' })), judged())).toEqual(['gone']);
  });

  test('the rule that does something else', () => {
    const before = hit('block', { rule: 'softer' });
    expect(changedBy(call('blocked', before), judged({ ...before, action: 'redact' }))).toEqual(['softer']);
  });

  test('no rule that merely stands by', () => {
    const by = hit('allow', { rule: 'stands_by' });
    expect(changedBy(call('passed', by), judged(by, hit('block', { rule: 'fresh' })))).toEqual(['fresh']);
  });

  test('no rule whose hits are reviewed', () => {
    const before = call('passed', hit('block', { rule: 'reviewed', is_reviewed: true }));
    expect(changedBy(before, judged(hit('redact', { rule: 'fresh' })))).toEqual(['fresh']);
  });
});

test('a call that would not get as far as a decision is counted as refused, and its hits as neither found nor lost', () => {
  const comparison = new Comparison(5);
  comparison.add(call('redacted', hit('redact', { rule: 'one' })), {
    kind: 'refused',
    selected: null,
    refusal: refusal('model_not_found'),
  });
  const { decisions, rules } = resultOf(comparison);
  expect(decisions).toEqual([{ before: 'redacted', after: 'refused', calls: 1 }]);
  expect(rules).toMatchObject([{ rule: 'one', hits_before: 0, hits_after: 0, samples: [] }]);
});

test('samples are those that differ, no more of each rule than asked for', () => {
  const comparison = new Comparison(2);
  const same = hit('allow', { rule: 'one' });
  const others = [10, 20, 30].map((start) => hit('allow', { rule: 'one', start, end: start + 1 }));
  comparison.add(call('passed', same), judged(same, ...others));
  const [rule] = resultOf(comparison).rules;
  expect(rule).toMatchObject({ calls_before: 1, calls_after: 1, hits_before: 1, hits_after: 4 });
  expect(rule?.samples).toMatchObject([
    { start: 10, change: 'found' },
    { start: 20, change: 'found' },
  ]);
});

test('a sample of calls is spread evenly, and is the same each time', () => {
  const ids = Array.from({ length: 4096 }, (_, number) => {
    const tail = (number * 2 ** 20).toString(16).padStart(8, '0');
    return `req_0193a000-0000-7000-8000-0000${tail}`;
  });
  expect(ids.filter((id) => isInSample(id, 0.25))).toHaveLength(1024);
  expect(ids.filter((id) => isInSample(id, 1))).toHaveLength(4096);
  expect(ids.filter((id) => isInSample(id, Infinity))).toHaveLength(4096);
});
