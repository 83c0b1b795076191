import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { Invocation } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import { keys } from '../support/company.ts';
import { startFixture } from './fixture.ts';

const providers = {
  'openai-compatible': ({ origin }: URL) => `protocol: openai-compatible, base_url: "${origin}/v1"`,
  openai: ({ origin }: URL) => `protocol: openai, base_url: "${origin}/v1"`,
  anthropic: ({ origin }: URL) => `protocol: anthropic, base_url: "${origin}"`,
  google: ({ origin }: URL) => `protocol: google, base_url: "${origin}/v1beta"`,
  ollama: ({ origin }: URL) => `protocol: ollama, base_url: "${origin}"`,
} as const;
type ProviderName = keyof typeof providers;
const providerNames = Object.keys(providers) as ProviderName[];

const rule = (id: string, prefix: string, action: string): string =>
  `{ id: ${id}, display_name: "Ticket ${id}", category: security, kind: regex, regex: '\\b${prefix}-[a-z0-9]{8}\\b', severity: high, action: block, direction: response, response_action: ${action} }`;

const fixture = await startFixture(({ url }) => ({
  providers: providerNames.map(
    (name) => `{ name: ${name}, kind: local, ${providers[name](new URL(url))}, credential: "env:TEST_PROVIDER_KEY" }`,
  ),
  otherModels: providerNames.map((name): [string, string] => [`at-${name}`, `provider: ${name}`]),
  rules: [rule('noted', 'nt', 'record'), rule('hidden', 'hd', 'redact'), rule('ended', 'ct', 'cut')],
}));
const { gateway, standIn, payload, chat } = fixture;

interface Heard {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly string[];
  readonly requestId: string;
  readonly error: string | null;
}

interface Asked {
  readonly model: string;
  readonly stream: boolean;
  readonly apiKey?: string;
}

type Ask = (asked: Asked) => Promise<Heard>;
const content = 'What is the ticket?';
const parameters = { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] };

/** A client's call; what it throws is heard as an error. */
async function hearing(
  work: (heard: { -readonly [K in keyof Heard]: Heard[K] }) => Promise<void>,
  ids: string[],
): Promise<Heard> {
  const heard = { text: '', reasoning: '', calls: [] as string[], requestId: '', error: null as string | null };
  try {
    await work(heard);
  } catch (error) {
    heard.error = error instanceof Error ? error.message : String(error);
  }
  return { ...heard, requestId: ids.at(-1) ?? '' };
}

function watched(ids: string[]): typeof fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    ids.push(response.headers.get('x-request-id') ?? '');
    return response;
  };
}

const askChat: Ask = ({ model, stream, apiKey = keys.bot }) => {
  const ids: string[] = [];
  const client = new OpenAI({ apiKey, baseURL: `${gateway.origin}/v1`, maxRetries: 0, fetch: watched(ids) });
  const tools = [{ type: 'function' as const, function: { name: 'look', parameters } }];
  const request = { model, messages: [{ role: 'user' as const, content }], tools };
  return hearing(async (heard) => {
    if (!stream) {
      const { message } = (await client.chat.completions.create(request)).choices[0]!;
      heard.text = message.content ?? '';
      heard.reasoning = (message as { reasoning_content?: string }).reasoning_content ?? '';
      heard.calls = (message.tool_calls ?? []).map((call) => (call.type === 'function' ? call.function.arguments : ''));
      return;
    }
    const calls: string[] = [];
    heard.calls = calls;
    for await (const { choices } of await client.chat.completions.create({ ...request, stream: true })) {
      const delta = choices[0]?.delta;
      heard.text += delta?.content ?? '';
      heard.reasoning += (delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? '';
      for (const { index, function: called } of delta?.tool_calls ?? []) {
        calls[index] = (calls[index] ?? '') + (called?.arguments ?? '');
      }
    }
  }, ids);
};

const askResponses: Ask = ({ model, stream, apiKey = keys.bot }) => {
  const ids: string[] = [];
  const client = new OpenAI({ apiKey, baseURL: `${gateway.origin}/v1`, maxRetries: 0, fetch: watched(ids) });
  const tools = [{ type: 'function' as const, name: 'look', parameters, strict: false }];
  const request = { model, input: content, tools };
  return hearing(async (heard) => {
    const { output } = stream
      ? await client.responses
          .stream(request)
          .on('response.output_text.delta', ({ delta }) => (heard.text += delta))
          .finalResponse()
      : await client.responses.create(request);
    const said = output.flatMap((item) =>
      item.type === 'message' ? item.content.map((part) => (part.type === 'output_text' ? part.text : '')) : [],
    );
    if (stream) expect(said.join('')).toBe(heard.text);
    heard.text = said.join('');
    heard.reasoning = output
      .flatMap((item) => (item.type === 'reasoning' ? [...item.summary, ...(item.content ?? [])] : []))
      .map(({ text }) => text)
      .join('');
    heard.calls = output.flatMap((item) => (item.type === 'function_call' ? item.arguments : []));
  }, ids);
};

const askMessages: Ask = ({ model, stream, apiKey = keys.bot }) => {
  const ids: string[] = [];
  const client = new Anthropic({ apiKey, baseURL: gateway.origin, maxRetries: 0, fetch: watched(ids) });
  const tools = [{ name: 'look', input_schema: { ...parameters, type: 'object' as const } }];
  const request = { model, max_tokens: 500, messages: [{ role: 'user' as const, content }], tools };
  return hearing(async (heard) => {
    const message = stream
      ? await client.messages
          .stream(request)
          .on('text', (text) => (heard.text += text))
          .finalMessage()
      : await client.messages.create(request);
    const said = message.content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('');
    if (stream) expect(said).toBe(heard.text);
    heard.text = said;
    heard.reasoning = message.content.flatMap((block) => (block.type === 'thinking' ? block.thinking : [])).join('');
    heard.calls = message.content.flatMap((block) => (block.type === 'tool_use' ? JSON.stringify(block.input) : []));
  }, ids);
};

const surfaces: readonly (readonly [name: string, ask: Ask])[] = [
  ['chat completions', askChat],
  ['responses', askResponses],
  ['messages', askMessages],
];
const cells = surfaces.flatMap(([surface, ask]) =>
  providerNames.flatMap((provider) =>
    [false, true].map((stream) => [surface, provider, stream ? 'streamed' : 'whole', ask, stream] as const),
  ),
);

function recorded(requestId: string): Promise<Invocation> {
  return gateway.settled(requestId);
}

describe.each(cells)('an answer to %s, from %s, %s', (_, provider, __, ask, stream) => {
  const asked = { model: `at-${provider}`, stream };

  it('is given as it came, and its findings recorded, under a rule that records', async () => {
    standIn.script(asked.model, { text: 'It is nt-abcd1234, I think.', chunks: 9 }, 1);
    const heard = await ask(asked);
    expect(heard).toMatchObject({ text: 'It is nt-abcd1234, I think.', error: null });
    expect(await recorded(heard.requestId)).toMatchObject({
      status: 'completed',
      hits: [{ rule: 'noted', action: 'allow', direction: 'response', scope: 'assistant', start: 6, end: 17 }],
      scanned: { answer: { characters: 27 } },
    });
  });

  it('has findings replaced in text, reasoning and arguments, and is kept both ways', async () => {
    standIn.script(
      asked.model,
      { reasoning: 'He said hd-aaaa1111 once.', text: 'It is hd-bbbb2222, yes.', chunks: 11 },
      1,
    );
    const said = await ask(asked);
    expect(said.text).toBe('It is [REDACTED:hidden], yes.');
    if (said.reasoning !== '') expect(said.reasoning).toBe('He said [REDACTED:hidden] once.');
    const invocation = await recorded(said.requestId);
    expect(invocation.status).toBe('completed');
    expect(invocation.cost).not.toBeNull();
    expect(new Set(invocation.hits.map(({ rule: id, action }) => `${id} ${action}`))).toEqual(
      new Set(['hidden redact']),
    );
    expect(String(await payload(said.requestId, 'response-sent'))).not.toMatch(/aaaa1111|bbbb2222/);

    standIn.script(asked.model, { toolCalls: [{ name: 'look', arguments: '{"place":"hd-cccc3333"}' }] }, 1);
    const called = await ask(asked);
    expect(called.calls.map((one) => JSON.parse(one) as unknown)).toEqual([{ place: '[REDACTED:hidden]' }]);
    expect((await recorded(called.requestId)).hits).toMatchObject([{ rule: 'hidden', scope: 'tool_call' }]);
  });

  it('ends at the finding of a rule that cuts, says why, and is paid for', async () => {
    standIn.script(asked.model, { text: 'Well, it is ct-abcd1234, and there is more to say of it.', chunks: 12 }, 1);
    const heard = await ask(asked);
    expect(heard.error).toContain('Ticket ended');
    expect(heard.text).not.toContain('abcd1234');
    const invocation = await recorded(heard.requestId);
    expect(invocation).toMatchObject({
      status: 'blocked',
      error_code: 'content_policy_violation',
      http_status: stream ? 200 : 400,
      hits: [{ rule: 'ended', action: 'block' }],
    });
    expect(invocation.cost).not.toBeNull();
    expect(invocation.explanation.join('\n')).toContain('The answer ended at "Ticket ended"');
    expect(String(await payload(heard.requestId, 'response-sent'))).not.toContain('abcd1234');
  });
});

describe('a cut answer', () => {
  const cut = { text: 'Well, it is ct-abcd1234, and there is more.', chunks: 9 };

  it.each([false, true])('ends as words for an agent that shows them to its person (streamed: %s)', async (stream) => {
    standIn.script('at-openai', cut, 1);
    const heard = await askChat({ model: 'at-openai', stream, apiKey: keys.claw });
    expect(heard.error).toBeNull();
    expect(heard.text).toContain('"Ticket ended" was found in choices[0].message.content');
    expect(heard.text).not.toContain('abcd1234');
    expect(await recorded(heard.requestId)).toMatchObject({ status: 'blocked', http_status: 200 });
  });
});

describe('a redacted answer', () => {
  it('is the one that the conversation goes on from', async () => {
    standIn.script('at-openai', { text: 'It is hd-bbbb2222.' }, 1);
    const first = await chat({ model: 'at-openai', messages: [{ role: 'user', content: 'A question of tickets' }] });
    const messages = [
      { role: 'user', content: 'A question of tickets' },
      { role: 'assistant', content: 'It is [REDACTED:hidden].' },
      { role: 'user', content: 'And now?' },
    ];
    const next = await chat({ model: 'at-openai', messages });
    expect((await recorded(next.requestId)).session_id).toBe((await recorded(first.requestId)).session_id);
  });

  it('is found by the rule', async () => {
    standIn.script('at-openai', { text: 'It is hd-dddd4444.' }, 1);
    const { requestId } = await chat({ model: 'at-openai', messages: [{ role: 'user', content: 'again' }] });
    await recorded(requestId);
    const response = await gateway.api('/invocations?rule=hidden&limit=1');
    const { items } = (await response.json()) as { items: Invocation[] };
    expect(items[0]?.request_id).toBe(requestId);
  });
});
