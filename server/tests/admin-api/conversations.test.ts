import type { admin, HitRecord } from '@tollgate/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const card = '4539 1488 0343 6467';

function cardAt(place: string, text: string, more: Partial<HitRecord> = {}): HitRecord {
  const start = text.indexOf(card);
  return {
    rule: 'payment_card',
    display_name: 'Payment card number',
    category: 'finance',
    severity: 'high',
    action: 'route_secure_model',
    place,
    scope: 'user',
    start,
    end: start + card.length,
    sample: '****6467',
    ...more,
  };
}

interface Made {
  readonly endpoint?: string;
  readonly request: unknown;
  readonly answer?: unknown;
  readonly view?: unknown;
  readonly hits?: readonly HitRecord[];
  readonly newFrom?: number;
  readonly beyond?: number;
}

function make({
  endpoint = 'chat.completions',
  request,
  answer,
  view,
  hits = [],
  newFrom,
  beyond,
}: Made): Promise<string> {
  const part = (payload: 'request_received' | 'response_received' | 'response_view', value: unknown) => ({
    payload,
    encoding: 'identity' as const,
    bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  });
  return recordCall(api.database.pool, api.people.member, {
    open: {
      endpoint,
      hits: [...hits],
      new_from: newFrom ?? null,
      scanned: {
        texts: 1,
        characters: 1,
        rules: 'x',
        scopes: {},
        ...(beyond !== undefined && { hits_beyond: beyond }),
      },
    },
    parts: [part('request_received', request)],
    answerParts: [
      ...(answer === undefined ? [] : [part('response_received', answer)]),
      ...(view === undefined ? [] : [part('response_view', view)]),
    ],
  });
}

async function read(id: string, query = ''): Promise<admin.Conversation> {
  const { status, text } = await api.call('GET', `/api/invocations/${id}/conversation${query}`, {
    token: api.people.auditor.token,
  });
  expect(status, text).toBe(200);
  return JSON.parse(text) as admin.Conversation;
}

const said = ({ messages, answer }: admin.Conversation): string[][] =>
  [...messages, ...answer].map(({ role, parts }) => [role, ...parts.map(({ kind, text }) => `${kind}: ${text}`)]);

describe('a conversation in the words of each protocol', () => {
  test('chat completions: roles, tool calls with their results, images as size and hash', async () => {
    const id = await make({
      request: {
        model: 'x',
        tools: [{ type: 'function', function: { name: 'read_file' } }],
        messages: [
          { role: 'system', content: 'Be short.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
            ],
          },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'read_file', arguments: '{"a":1}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1', content: 'a file' },
        ],
      },
      view: { role: 'assistant', content: 'Done.', reasoning: 'Hm.', tool_calls: [], finish_reason: 'stop' },
    });
    const conversation = await read(id, '?earlier=all');
    expect(said(conversation)).toEqual([
      ['system', 'text: Be short.'],
      ['user', 'text: Look', 'media: '],
      ['assistant', 'tool_call: {"a":1}'],
      ['tool', 'tool_result: a file'],
      ['assistant', 'reasoning: Hm.', 'text: Done.'],
    ]);
    expect(conversation.messages[1]?.parts[1]?.media).toEqual({
      type: 'image/png',
      bytes: 5,
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    expect(conversation.messages[2]?.parts[0]).toMatchObject({ name: 'read_file', call_id: 'call_1' });
    expect(conversation.messages[3]?.parts[0]).toMatchObject({ call_id: 'call_1' });
    expect(conversation).toMatchObject({ earlier: 3, tools: ['read_file'], finish_reason: 'stop' });
    expect(said(await read(id))).toEqual([
      ['tool', 'tool_result: a file'],
      ['assistant', 'reasoning: Hm.', 'text: Done.'],
    ]);
  });

  test('messages: blocks, and what a tool is called with as JSON', async () => {
    const id = await make({
      endpoint: 'messages',
      request: {
        model: 'x',
        system: [{ type: 'text', text: 'Be short.' }],
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'sh', input: { cmd: 'ls' } }] },
          {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'x' }] }],
          },
        ],
      },
      answer: { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Yes' }], stop_reason: 'end_turn' },
    });
    const conversation = await read(id, '?earlier=all');
    expect(said(conversation)).toEqual([
      ['system', 'text: Be short.'],
      ['user', 'text: Hi'],
      ['assistant', 'tool_call: {\n  "cmd": "ls"\n}'],
      ['user', 'tool_result: x'],
      ['assistant', 'text: Yes'],
    ]);
    expect(conversation.finish_reason).toBe('end_turn');
  });

  test('responses: items', async () => {
    const id = await make({
      endpoint: 'responses',
      request: {
        model: 'x',
        instructions: 'Be short.',
        input: [
          { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
          { type: 'function_call', call_id: 'c1', name: 'sh', arguments: '{}' },
          { type: 'function_call_output', call_id: 'c1', output: 'x' },
        ],
      },
      answer: {
        object: 'response',
        status: 'completed',
        output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes' }] }],
      },
    });
    expect(said(await read(id, '?earlier=all'))).toEqual([
      ['system', 'text: Be short.'],
      ['user', 'text: Hi'],
      ['assistant', 'tool_call: {}'],
      ['tool', 'tool_result: x'],
      ['assistant', 'text: Yes'],
    ]);
  });

  test('embeddings, and a request that is no JSON', async () => {
    const id = await make({ endpoint: 'embeddings', request: { model: 'x', input: ['one', 'two'] } });
    expect(said(await read(id))).toEqual([
      ['user', 'text: one'],
      ['user', 'text: two'],
    ]);
    expect(await read(await make({ request: '{"model":' }))).toMatchObject({ is_readable: false, messages: [] });
  });
});

describe('what a finding says', () => {
  const content = `Pay with ${card}, please.`;

  test('is masked where it was found, wherever else it is said, and in the answer; a mark tells where', async () => {
    const id = await make({
      request: {
        model: 'x',
        messages: [
          { role: 'user', content },
          {
            role: 'tool',
            content: `{"again":"${card}","bare":"${card.replaceAll(' ', '')}","dashed":"4539-1488-0343-6467"}`,
          },
        ],
      },
      view: {
        role: 'assistant',
        content: `I shall use 4539148803436467.`,
        reasoning: '',
        tool_calls: [],
        finish_reason: 'stop',
      },
      hits: [cardAt('messages[0].content', content)],
    });
    const conversation = await read(id, '?earlier=all');
    expect(JSON.stringify(conversation)).not.toMatch(/4539[\s-]?1488/);
    const [part] = conversation.messages[0]!.parts;
    expect(part?.text).toBe('Pay with ****6467, please.');
    expect(part?.marks).toEqual([{ start: 9, end: 17, hit: 0 }]);
    expect(conversation.answer[0]?.parts[0]?.text).toBe('I shall use ****6467.');
  });

  test('is masked each time that it is said, written one after the other too', async () => {
    const plain = card.replaceAll(' ', '');
    const id = await make({
      request: { model: 'x', messages: [{ role: 'user', content }] },
      view: { role: 'assistant', content: `${plain} ${plain}`, reasoning: '', tool_calls: [], finish_reason: 'stop' },
      hits: [cardAt('messages[0].content', content)],
    });
    expect((await read(id)).answer[0]?.parts[0]?.text).toBe('****6467 ****6467');
  });

  test('is masked inside what a tool is called with, and in the name of a member', async () => {
    const id = await make({
      endpoint: 'messages',
      request: {
        model: 'x',
        messages: [
          {
            role: 'assistant',
            content: [{ type: 'tool_use', id: 'toolu_1', name: 'pay', input: { note: `"${card}"\n`, [card]: 1 } }],
          },
        ],
      },
      hits: [
        cardAt('messages[0].content[0].input.note', `"${card}"\n`),
        cardAt('messages[0].content[0].input{1}', card),
      ],
    });
    const conversation = await read(id, '?earlier=all');
    const [part] = conversation.messages[0]!.parts;
    expect(part?.text).toBe('{\n  "note": "\\"****6467\\"\\n",\n  "****6467": 1\n}');
    expect(part?.marks.map(({ start, end }) => part.text.slice(start, end))).toEqual(['****6467', '****6467']);
  });

  test('is not told where there were more findings than are written down', async () => {
    const id = await make({
      request: { model: 'x', messages: [{ role: 'user', content }] },
      view: { role: 'assistant', content: 'Yes', reasoning: '', tool_calls: [], finish_reason: 'stop' },
      beyond: 1,
    });
    const conversation = await read(id);
    expect(conversation.is_withheld).toBe(true);
    expect(said(conversation)).toEqual([
      ['user', 'text: '],
      ['assistant', 'text: '],
    ]);
  });

  test('is revealed for a reason alone, and both openings are in the access log with it', async () => {
    const id = await make({
      request: { model: 'x', messages: [{ role: 'user', content }] },
      hits: [cardAt('messages[0].content', content)],
    });
    await read(id);
    const { token } = api.people.auditor;
    const reveal = (body: object) => api.call('POST', `/api/invocations/${id}/reveals`, { token, body });
    expect((await reveal({ reason: ' ' })).status).toBe(422);
    expect((await reveal({ reason: 'x', hits: [1] })).status).toBe(404);
    const { status, body } = await reveal({ reason: 'incident 42' });
    expect(status).toBe(200);
    expect(body.items).toEqual([{ hit: 0, text: card }]);
    const log = await api.call('GET', `/api/access-log?target_id=${id}`);
    expect(log.body.items).toMatchObject([
      { action: 'finding.reveal', detail: { hits: [0], reason: 'incident 42' }, actor: { id: api.people.auditor.id } },
      { action: 'conversation.open' },
    ]);
    expect(log.text).not.toContain('4539');
  });
});

test('the differences of a request are the lines that changed, with what was found masked on both sides', async () => {
  const content = `Pay with ${card}`;
  const body = { model: 'gpt-5', messages: [{ role: 'user', content }] };
  const sent = { model: 'gpt-5-2026', messages: [{ role: 'user', content: 'Pay with [REDACTED:payment_card]' }] };
  const bytes = (value: object) => Buffer.from(JSON.stringify(value));
  const id = await recordCall(api.database.pool, api.people.member, {
    open: { hits: [cardAt('messages[0].content', content)], decision: 'redacted' },
    parts: [
      { payload: 'request_received', encoding: 'identity', bytes: bytes(body) },
      { payload: 'request_sent', encoding: 'identity', bytes: bytes(sent) },
    ],
    answerParts: [{ payload: 'response_received', encoding: 'identity', bytes: bytes({ text: content }) }],
  });
  const { text } = await api.call('GET', `/api/invocations/${id}/differences`);
  expect(text).not.toContain('4539');
  const { request, response } = JSON.parse(text) as admin.InvocationDifferences;
  expect(request).toMatchObject({ is_equal: false, first_line: 2 });
  expect(request?.before).toContain('"content": "Pay with ****6467"');
  expect(request?.after).toContain('"content": "Pay with [REDACTED:payment_card]"');
  expect(request?.after).toContain('"model": "gpt-5-2026"');
  expect(response).toMatchObject({ is_equal: true });
});

test('members open and reveal what is their own, and see nothing of what is not', async () => {
  const own = await make({ request: { model: 'x', messages: [{ role: 'user', content: 'mine' }] } });
  const other = await recordCall(api.database.pool, api.people.admin);
  const { token } = api.people.member;
  const paths = [
    ['GET', 'conversation'],
    ['POST', 'reveals'],
    ['GET', 'differences'],
    ['GET', 'cost'],
    ['GET', 'proof'],
  ] as const;
  for (const [method, path] of paths) {
    const ask = (id: string) =>
      api.call(method, `/api/invocations/${id}/${path}`, {
        token,
        ...(method === 'POST' && { body: { reason: 'x' } }),
      });
    expect((await ask(own)).status, path).toBe(200);
    expect((await ask(other)).status, path).toBe(404);
  }
});

test('the proof of a call holds, and breaks when its row or its chain is altered', async () => {
  const id = await recordCall(api.database.pool, api.people.member);
  const outcomes = async () => {
    const { body } = await api.call('GET', `/api/invocations/${id}/proof`);
    const { checks } = body as unknown as admin.InvocationProof;
    return Object.fromEntries(checks.map(({ what, outcome }) => [what, outcome]));
  };
  expect(await outcomes()).toEqual({
    events: 'holds',
    chain: 'holds',
    checkpoint: 'open',
    signature: 'open',
    rows: 'holds',
  });
  await api.database.pool.query(`update invocations set final_model = 'another' where request_id = $1`, [id]);
  expect(await outcomes()).toMatchObject({ events: 'holds', rows: 'broken' });
  await api.database.pool.query(
    `update chain_blocks set previous_hash = sha256('x') where (journal_id, first_sequence) in
       (select i.journal_id, max(b.first_sequence) from invocations i join chain_blocks b
          on b.journal_id = i.journal_id and b.first_sequence <= i.sequence where request_id = $1 group by 1)`,
    [id],
  );
  expect(await outcomes()).toMatchObject({ events: 'broken', chain: 'broken' });
});

test('what a call cost is derived again from the prices of the policy that decided it', async () => {
  const id = await recordCall(api.database.pool, api.people.member);
  const { body } = await api.call('GET', `/api/invocations/${id}/cost`);
  expect(body).toMatchObject({
    price: null,
    is_derivable: false,
    adds_up: true,
    booked: [{ kind: 'estimated_cost', currency: 'USD', amount: '0.002' }],
  });
});
