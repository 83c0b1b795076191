import { normalToolCallId } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import {
  type AnsweredCall,
  type Continuation,
  createConversations,
  type StoredLinks,
} from '../../src/journey/conversations.ts';
import { parseJsonTree } from '../../src/platform/json-tree.ts';
import { canonicalAnswer } from '../../src/providers/conversation/canonical-answer.ts';
import { type Conversation, readConversation } from '../../src/providers/conversation/read-conversation.ts';

const key = Buffer.alloc(32, 7);
const nothing: StoredLinks = { toolCalls: [], answers: [] };

function conversations(lookup: (ids: readonly string[], prints: readonly string[]) => StoredLinks = () => nothing) {
  return createConversations(
    () => key,
    async (_scope, ids, prints) => lookup(ids, prints),
  );
}

function read(body: unknown): Conversation {
  const text = JSON.stringify(body);
  return readConversation(text, parseJsonTree(text));
}

const chat = (...messages: unknown[]): Conversation => read({ model: 'm', messages });
const user = (content: unknown): unknown => ({ role: 'user', content });
const call = (number: number): AnsweredCall => ({
  requestId: `req_${number}`,
  traceId: `trc_${number}`,
  sessionId: `ses_${number}`,
});
const toolCall = (id: string, given = '{"path":"a"}'): unknown => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'read', arguments: given } }],
});
const result = (id: string): unknown => ({ role: 'tool', tool_call_id: id, content: 'done' });

/** A process that gave this answer after this first message. */
function thatAnswered(
  first: string,
  text: string,
  calls: Parameters<typeof canonicalAnswer>[1] = [],
  ids: string[] = [],
) {
  const links = conversations();
  links.remember('ada', call(1), ids, links.fingerprint('ada', first, canonicalAnswer(text, calls)));
  return links;
}

describe('a conversation goes on', () => {
  it.each<[string, unknown]>([
    ['as it was', { role: 'assistant', content: 'Four.' }],
    ['with blanks around it', { role: 'assistant', content: ' Four.\n' }],
    [
      'as parts with marks of caches',
      { role: 'assistant', content: [{ type: 'text', text: 'Four.', cache_control: {} }] },
    ],
    ['with its reasoning', { role: 'assistant', reasoning_content: 'two and two', content: 'Four.' }],
  ])('from the call whose answer it carries %s', async (_, answer) => {
    const links = thatAnswered('2 + 2?', 'Four.');
    const found = await links.find('ada', chat(user('2 + 2?'), answer, user('and 3 + 3?'), user('context')), true);
    expect(found).toEqual<Continuation>({ call: call(1), toolCalls: [], newFrom: 2, isSameRun: false });
  });

  it('whatever was put before the first message, and wherever the last one moved', async () => {
    const links = thatAnswered('hi', 'Hello.');
    const system = { role: 'system', content: 'now with another prompt' };
    const found = await links.find('ada', chat(system, user('hi'), { role: 'assistant', content: 'Hello.' }), true);
    expect(found).toMatchObject({ call: call(1), newFrom: 3 });
  });

  it('in the same run when the results of its tool calls are carried, though an agent wrote ids and arguments anew', async () => {
    const links = thatAnswered('go', '', [{ name: 'read', arguments: '{"path":"a","depth":1}' }], ['callZx81kQ07mW2']);
    const carried = chat(
      user('go'),
      toolCall('call_Zx81-kQ07mW2', '{ "depth": 1, "path": "a" }'),
      result('callZx81kQ07mW2'),
    );
    expect(await links.find('ada', carried, true)).toEqual<Continuation>({
      call: call(1),
      toolCalls: ['callZx81kQ07mW2'],
      newFrom: 2,
      isSameRun: true,
    });
  });

  it('by an id that does not look random only when the answer is the same too', async () => {
    const links = thatAnswered('go', '', [{ name: 'read', arguments: '{"path":"a"}' }], ['call0']);
    const same = await links.find('ada', chat(user('go'), toolCall('call_0'), result('call_0')), true);
    expect(same).toMatchObject({ call: call(1), toolCalls: ['call0'], isSameRun: true });
    const other = chat(user('go'), toolCall('call_0', '{"path":"b"}'), result('call_0'));
    expect(await links.find('ada', other, true)).toBeNull();
  });

  it.each([
    ['call_Zx81-kQ07mW2', true],
    ['toolu_01A09q90qw90lq917835lq9', true],
    ['chatcmpl-tool-6b1f0c4e2d9a47d3', true],
    ['call_0', false],
    ['functions.read_file:0', false],
    ['functions.getWeatherByCity:12', false],
    ['tool_0_read_file_1', false],
    ['call_00000000000000', false],
  ])('by the id %s alone: %s', async (id, links) => {
    const memory = conversations();
    memory.remember('ada', call(1), [normalToolCallId(id)], null);
    const found = await memory.find('ada', chat(user('go'), toolCall(id), result(id)), true);
    expect(found?.call ?? null).toEqual(links ? call(1) : null);
  });

  it('from the call that issued the id, when the same answer was given twice', async () => {
    const links = conversations();
    const same = links.fingerprint('ada', 'go', canonicalAnswer('', [{ name: 'read', arguments: '{"path":"a"}' }]));
    links.remember('ada', call(1), ['call1'], same);
    links.remember('ada', call(2), ['call2'], same);
    for (const number of [1, 2]) {
      const carried = chat(user('go'), toolCall(`call_${number}`), result(`call_${number}`));
      expect((await links.find('ada', carried, true))?.call).toEqual(call(number));
    }
    const unknown = chat(user('go'), toolCall('call_3'), result('call_3'));
    expect((await links.find('ada', unknown, true))?.call).toEqual(call(2));
  });

  it('from the newest of several calls', async () => {
    const links = conversations();
    const ids = ['call_Zx81-kQ07mW2', 'call_pQ93-xY55kT8'];
    for (const [index, id] of ids.entries()) links.remember('ada', call(index + 1), [normalToolCallId(id)], null);
    const both = chat(user('go'), toolCall(ids[0]!), ...ids.map(result));
    expect(await links.find('ada', both, true)).toMatchObject({
      call: call(2),
      toolCalls: [normalToolCallId(ids[1]!)],
    });
  });

  it('from a call that only the database knows, which is asked once and for all of it', async () => {
    const asked: unknown[] = [];
    const print = conversations().fingerprint('ada', 'hi', canonicalAnswer('Hello.', []));
    const links = conversations((ids, prints) => {
      asked.push([ids, prints.length]);
      return { toolCalls: [], answers: [{ ...call(9), fingerprint: print ?? '' }] };
    });
    const carried = chat(
      user('hi'),
      { role: 'assistant', content: 'Hello.' },
      user('more'),
      toolCall('call_9'),
      result('call_9'),
    );
    expect(await links.find('ada', carried, true)).toMatchObject({ call: call(9), newFrom: 2, isSameRun: false });
    expect(asked).toEqual([[[], 2]]);
    expect(await links.find('ada', carried, false)).toBeNull();
  });

  it('from the answer that another replica gave, when tool results follow it and memory only knows an older one', async () => {
    const known = conversations();
    const earlier = known.fingerprint('ada', 'go', canonicalAnswer('Looking.', []));
    const last = known.fingerprint('ada', 'go', canonicalAnswer('', [{ name: 'read', arguments: '{"path":"a"}' }]));
    const links = conversations((_, prints) => ({
      toolCalls: [],
      answers: prints.includes(last ?? '') ? [{ ...call(2), fingerprint: last ?? '' }] : [],
    }));
    links.remember('ada', call(1), [], earlier);
    const carried = chat(
      user('go'),
      { role: 'assistant', content: 'Looking.' },
      user('on'),
      toolCall('call_0'),
      result('call_0'),
    );
    expect(await links.find('ada', carried, true)).toEqual<Continuation>({
      call: call(2),
      toolCalls: ['call0'],
      newFrom: 4,
      isSameRun: true,
    });
    // Without results there is no run to be found, and the conversation is known.
    const said = chat(
      user('go'),
      { role: 'assistant', content: 'Looking.' },
      user('on'),
      toolCall('call_0'),
      user('?'),
    );
    expect(await links.find('ada', said, true)).toMatchObject({ call: call(1), newFrom: 2, isSameRun: false });
  });
});

describe('a conversation does not go on', () => {
  const carried = chat(user('hi'), { role: 'assistant', content: 'Hello.' }, user('more'));

  it('without an assistant message: a job with one fixed prompt is a new one each time', async () => {
    const links = thatAnswered('the fixed prompt', 'Done.');
    expect(await links.find('ada', chat(user('the fixed prompt')), true)).toBeNull();
  });

  it('after another first message, or with another answer', async () => {
    expect(await thatAnswered('hey', 'Hello.').find('ada', carried, true)).toBeNull();
    expect(await thatAnswered('hi', 'Hello!').find('ada', carried, true)).toBeNull();
  });

  it('from what somebody else said', async () => {
    const links = thatAnswered('hi', 'Hello.', [], ['callZx81kQ07mW2']);
    expect(await links.find('bob', carried, true)).toBeNull();
    expect(
      await links.find('bob', chat(user('x'), toolCall('callZx81kQ07mW2'), result('callZx81kQ07mW2')), true),
    ).toBeNull();
  });

  it('by an empty answer, or while the key of fingerprints is not there', async () => {
    expect(canonicalAnswer(' \n', [])).toBeNull();
    const blind = createConversations(
      () => null,
      async () => nothing,
    );
    expect(blind.fingerprint('ada', 'hi', 'x')).toBeNull();
    expect(await blind.find('ada', carried, true)).toBeNull();
  });
});

it('the answers of other APIs are read in the same form', () => {
  const expected = canonicalAnswer('I look.', [{ name: 'read', arguments: '{"path":"a"}' }]);
  const anthropic = read({
    messages: [
      user([{ type: 'text', text: 'go', cache_control: { type: 'ephemeral' } }]),
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'x' },
          { type: 'text', text: 'I look.' },
          { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'a' } },
        ],
      },
      user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done' }]),
    ],
  });
  const responses = read({
    input: [
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] },
      { type: 'reasoning', summary: [] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
      { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{"path":"a"}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'done' },
    ],
  });
  expect(anthropic.answers.map((answer) => [answer.next, answer.canonical()])).toEqual([[2, expected]]);
  expect(responses.answers.map((answer) => [answer.next, answer.canonical()])).toEqual([[4, expected]]);
  expect([anthropic.firstUserMessage, responses.firstUserMessage]).toEqual(['go', 'go']);
  expect([anthropic.toolResults, responses.toolResults]).toEqual([['toolu_1'], ['call_1']]);
});
