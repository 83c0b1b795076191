import { expect, test } from 'vitest';
import { pairToolCalls, type TurnOfCall } from '../../src/audit/search/pair-tool-calls.ts';

const user = (content: string): unknown => ({ role: 'user', content });
const tool = (id: string, content: unknown): unknown => ({ role: 'tool', tool_call_id: id, content });
const issue = (id: string | null, name = 'read') => ({ id, name, arguments: '{}' });

function turn(requestId: string, parentId: string | null, messages: unknown[], ...ids: (string | null)[]): TurnOfCall {
  return { requestId, parentId, messages, issued: ids.map((id) => issue(id)) };
}

/** Of each call, which of its tool calls was answered by whom and with what. */
function paired(...turns: TurnOfCall[]): unknown {
  return [...pairToolCalls(turns)].map(([id, pairs]) => [id, pairs.map((pair) => [pair.answered_by, pair.result])]);
}

test('a tool call has the result that the next call carried, though its agent wrote the id anew', () => {
  expect(
    paired(
      turn('a', null, [user('go')], 'call_ab-1', 'call_ab-2'),
      turn('b', 'a', [tool('callab2', 'two'), tool('callab1', [{ type: 'text', text: 'one' }])], 'call_b'),
    ),
  ).toEqual([
    [
      'a',
      [
        ['b', [{ type: 'text', text: 'one' }]],
        ['b', 'two'],
      ],
    ],
    ['b', [[null, null]]],
  ]);
});

test('results in the forms of the other APIs are found too', () => {
  const responses = { type: 'function_call_output', call_id: 'call_1', output: 'out' };
  const anthropic = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_2', content: 'in' }] };
  expect(paired(turn('a', null, [], 'call_1', 'toolu_2'), turn('b', 'a', [responses, anthropic]))).toEqual([
    [
      'a',
      [
        ['b', 'out'],
        ['b', 'in'],
      ],
    ],
    ['b', []],
  ]);
});

test('an id that comes again in each answer belongs to the call that the result goes on from', () => {
  const turns = [
    turn('a', null, [user('one')], 'call_0'),
    turn('x', null, [user('another conversation')], 'call_0'),
    turn('b', 'a', [tool('call_0', 'of a')], 'call_0'),
    turn('y', 'x', [tool('call_0', 'of x')]),
    turn('c', null, [tool('call_0', 'of the last one')]),
  ];
  expect(paired(...turns)).toEqual([
    ['a', [['b', 'of a']]],
    ['x', [['y', 'of x']]],
    ['b', [['c', 'of the last one']]],
    ['y', []],
    ['c', []],
  ]);
});

test('the first result stays, and what belongs to nothing is passed over', () => {
  const odd = [null, 'text', 7, [], { role: 'tool' }, { content: [null] }, tool('call_9', 'whose?')];
  expect(
    paired(
      turn('a', null, odd, 'call_1', null),
      turn('b', 'a', [tool('call_1', 'first')]),
      turn('c', 'a', [tool('call_1', 'sent again')]),
    ),
  ).toEqual([
    [
      'a',
      [
        ['b', 'first'],
        [null, null],
      ],
    ],
    ['b', []],
    ['c', []],
  ]);
});
