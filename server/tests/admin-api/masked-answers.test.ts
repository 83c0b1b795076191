import type { admin, HitRecord, Category } from '@tollgate/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PayloadPart } from '../../src/audit/events.ts';
import { maskedSample } from '../../src/risk/mask.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';
import { recordCall } from './record-call.ts';

/** What answers say is told as findings have it, or not at all. */

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

/** A finding that stands in a text. @param sampled what its sample was made of, where that is another text */
function hitIn(
  text: string,
  found: string,
  place: string,
  more: Partial<HitRecord> & { readonly sampled?: string; readonly category?: Category } = {},
): HitRecord {
  const { sampled = found, category = 'privacy', ...rest } = more;
  const start = text.indexOf(found);
  return {
    rule: 'made_up',
    display_name: 'Made up',
    category,
    severity: 'high',
    action: 'allow',
    place,
    scope: 'assistant',
    direction: 'response',
    start,
    end: start + found.length,
    sample: maskedSample({ category, kind: 'regex' }, sampled),
    ...rest,
  };
}

const part = (payload: PayloadPart['payload'], value: unknown): PayloadPart => ({
  payload,
  encoding: 'identity',
  bytes: Buffer.from(JSON.stringify(value)),
});
const scanned = { texts: 1, characters: 1, rules: 'x', scopes: {}, answer: { texts: 1, characters: 1 } };
const asked = { model: 'x', messages: [{ role: 'user', content: 'Who is it?' }] };

async function made(
  hits: readonly HitRecord[],
  answer: Partial<Record<'response_received' | 'response_sent' | 'response_view', unknown>>,
  more: { readonly request?: unknown; readonly open?: object; readonly settle?: object } = {},
) {
  const id = await recordCall(api.database.pool, api.people.member, {
    open: { hits: [...hits], scanned, ...more.open },
    ...(more.settle && { settle: more.settle }),
    parts: [part('request_received', more.request ?? asked)],
    answerParts: Object.entries(answer).map(([payload, value]) => part(payload as PayloadPart['payload'], value)),
  });
  const get = async (path: string) => (await api.call('GET', `/api/invocations/${id}/${path}`)).text;
  const texts = {
    conversation: await get('conversation?earlier=all'),
    differences: await get('differences'),
    turn: await get('turn'),
  };
  return {
    id,
    all: Object.values(texts).join('\n'),
    conversation: JSON.parse(texts.conversation) as admin.Conversation,
    differences: JSON.parse(texts.differences) as admin.InvocationDifferences,
  };
}

const completion = (content: string) => ({
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
});
const view = (more: object) => ({
  role: 'assistant',
  content: '',
  reasoning: '',
  tool_calls: [],
  finish_reason: 'stop',
  ...more,
});

test('what was redacted in an answer is in none of its sides', async () => {
  const said = 'It is carol.jones@example.org, as you know.';
  const hit = hitIn(said, 'carol.jones@example.org', 'choices[0].message.content', { action: 'redact' });
  const { all, conversation, differences } = await made([hit], {
    response_received: completion(said),
    response_sent: completion('It is [REDACTED:made_up], as you know.'),
  });
  expect(all).not.toContain('carol.jones');
  expect(differences.response?.before).toContain('c***@***.org');
  expect(differences.response?.after).toContain('[REDACTED:made_up]');
  expect(conversation.answer[0]?.parts[0]?.text).toBe('It is [REDACTED:made_up], as you know.');
});

test('an answer that was cut for what it said stays hidden where that stood', async () => {
  const said = 'It is carol.jones@example.org.';
  const hit = hitIn(said, 'carol.jones@example.org', 'choices[0].message.content', { action: 'block' });
  const { all } = await made([hit], {
    response_received: completion(said),
    response_sent: { error: { message: 'This answer was cut.', type: 'policy', code: 'blocked' } },
  });
  expect(all).not.toContain('carol.jones');
});

test('a secret in the arguments of a tool is found there, whatever longer text stands beside it', async () => {
  const given = '{"cmd":"mysql -pTr0ub4dor-and-three -u root"}';
  const place = 'choices[0].message.tool_calls[0].function.arguments';
  const hit = hitIn(given, 'Tr0ub4dor-and-three', place, { category: 'security' });
  const { all, conversation } = await made([hit], {
    response_view: view({
      content: 'I shall look at the database now, with the password that stands in the file that you gave me before.',
      tool_calls: [{ id: 'call_1', name: 'bash', arguments: given }],
    }),
  });
  expect(all).not.toContain('Tr0ub4dor');
  expect(conversation.is_withheld).toBe(false);
});

test('an answer is withheld where it cannot be told in which of its texts a secret stands', async () => {
  const given = '{"cmd":"mysql -pTr0ub4dor-and-three -u root"}';
  const place = 'choices[0].message.tool_calls[1].function.arguments';
  const { all, conversation } = await made([hitIn(given, 'Tr0ub4dor-and-three', place, { category: 'security' })], {
    response_view: view({
      tool_calls: [
        { id: 'call_1', name: 'bash', arguments: '{"cmd":"ls -la /var/lib/mysql /etc/mysql /root"}' },
        { id: 'call_2', name: 'bash', arguments: given },
      ],
    }),
  });
  expect(all).not.toContain('Tr0ub4dor');
  expect(conversation.is_withheld).toBe(true);
});

test('what was taken out of a stream behind a disguise is not shown by its view', async () => {
  const given = '{"to":"bob\\u0040example.org"}';
  const hit = hitIn(given, 'bob\\u0040example.org', 'choices[0].message.tool_calls[0].function.arguments', {
    action: 'redact',
    sampled: 'bob@example.org',
  });
  const { all, conversation } = await made([hit], {
    response_view: view({ tool_calls: [{ id: 'call_1', name: 'mail', arguments: given }] }),
  });
  expect(all).not.toContain('bob');
  expect(conversation.is_withheld).toBe(true);
});

test('a finding too short to be known again withholds the answer', async () => {
  const said = 'The project is called X7B.';
  const { all } = await made([hitIn(said, 'X7B', 'choices[0].message.content')], {
    response_view: view({ content: said }),
  });
  expect(all).not.toContain('X7B');
});

test('what a request said is masked in arguments that are written in ASCII alone', async () => {
  const name = '林伟明';
  const content = `请联系${name}。`;
  const hit = hitIn(content, name, 'messages[0].content', {
    direction: undefined,
    scope: 'user',
  });
  const written = '{"to":"\\u6797\\u4F1f\\u660e"}'.replace('4F1f', '4f1f');
  const { all } = await made(
    [hit],
    { response_view: view({ tool_calls: [{ id: 'call_1', name: 'mail', arguments: written }] }) },
    { request: { model: 'x', messages: [{ role: 'user', content }] } },
  );
  expect(all).not.toContain(name);
  expect(all).not.toContain('u6797');
});

test('a value behind an odd name is told from the name', async () => {
  const card = '4539 1488 0343 6467';
  const hit = hitIn(card, card, 'metadata{0}', { direction: undefined, category: 'finance' });
  const { id, all } = await made(
    [hit],
    { response_view: view({ content: `You pay with ${card}.` }) },
    { request: { ...asked, metadata: { 'Kreditkartennummer (16-stellig)': card } } },
  );
  expect(all).not.toContain('4539');
  const revealed = await api.call('POST', `/api/invocations/${id}/reveals`, { body: { reason: 'a test' } });
  expect(revealed.body.items).toEqual([{ hit: 0, text: card }]);
});

test('what no rule has read is not shown: a call refused before, and an answer that nobody waited for', async () => {
  const request = { model: 'no-such', messages: [{ role: 'user', content: 'My card: 4539 1488 0343 6467' }] };
  const refused = await made([], {}, { request, open: { scanned: null }, settle: { status: 'failed' } });
  expect(refused.all).not.toContain('4539');
  expect(refused.conversation.is_withheld).toBe(true);
  const left = await made(
    [],
    { response_received: completion('Your card: 4539 1488 0343 6467') },
    { open: { scanned: { ...scanned, answer: undefined } }, settle: { status: 'aborted' } },
  );
  expect(left.all).not.toContain('4539');
});

test('members get neither the bytes of what a provider said when it failed, nor the company’s counts in the proof', async () => {
  const { id } = await made(
    [],
    {
      response_received: { error: { message: 'invalid key sk-company-4711 at 10.0.0.5' } },
      response_sent: { error: { message: 'x' } },
    },
    { settle: { status: 'failed', error_detail: 'connect 10.0.0.5' } },
  );
  const { token } = api.people.member;
  const get = (path: string) => api.call('GET', `/api/invocations/${id}/${path}`, { token });
  expect((await get('payloads/response-received')).status).toBe(403);
  expect((await get('differences')).text).not.toContain('4711');
  const proof = (await get('proof')).body as unknown as admin.InvocationProof;
  expect(proof.events.map(({ canonical }) => canonical)).toEqual([null, null]);
  expect(proof.checkpoint).toBeNull();
  const seen = await api.call('GET', `/api/invocations/${id}/payloads/response-received`);
  expect(seen.text).toContain('4711');
});
