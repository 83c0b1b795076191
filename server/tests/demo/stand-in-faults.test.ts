import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../src/demo/stand-in/start-stand-in.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());
afterEach(() => standIn.reset());

const messages = [{ role: 'user', content: 'Use f.' }];
const anthropic = { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' };

interface Protocol {
  readonly ask: (behaviour: string, more?: object) => Promise<Response>;
  /** What ends a stream that was not broken off. */
  readonly end: RegExp;
  readonly errorBody: (status: number) => object;
  readonly errorEvent: RegExp;
}

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(standIn.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

const text: unknown = expect.stringMatching(/\S/);
const orNull: unknown = expect.toBeOneOf([null, text]);
const openAiBody = (): object => ({ error: { message: text, type: text, param: null, code: orNull } });
const protocols: Readonly<Record<string, Protocol>> = {
  chat: {
    ask: (model, more) => post('/v1/chat/completions', { model, messages, stream: true, ...more }),
    end: /data: \[DONE\]\s*$/,
    errorBody: openAiBody,
    errorEvent: /data: \{"error":\{"message":"[^"]+","type":"server_error","param":null,"code":null\}\}\n\n$/,
  },
  azure: {
    ask: (model, more) =>
      post(
        `/openai/deployments/${model}/chat/completions?api-version=1`,
        { messages, stream: true, ...more },
        { 'api-key': 'k' },
      ),
    end: /data: \[DONE\]\s*$/,
    errorBody: openAiBody,
    errorEvent: /data: \{"error":/,
  },
  responses: {
    ask: (model, more) => post('/v1/responses', { model, input: 'Use f.', stream: true, ...more }),
    end: /event: response\.completed\ndata: .*\n\n$/,
    errorBody: openAiBody,
    errorEvent: /event: error\ndata: \{"type":"error",.*"sequence_number":\d+\}\n\n$/,
  },
  messages: {
    ask: (model, more) => post('/v1/messages', { model, messages, max_tokens: 9, stream: true, ...more }, anthropic),
    end: /event: message_stop\ndata: .*\n\n$/,
    errorBody: () => ({ type: 'error', error: { type: text, message: text }, request_id: text }),
    errorEvent: /event: error\ndata: \{"type":"error","error":\{"type":"api_error",.*\n\n$/,
  },
  google: {
    ask: (model, more = {}) =>
      post(
        `/v1beta/models/${model}:${'stream' in more ? 'generateContent' : 'streamGenerateContent?alt=sse'}`,
        { contents: [{ parts: [{ text: 'Use f.' }] }] },
        { 'x-goog-api-key': 'k' },
      ),
    end: /"finishReason":"STOP".*\r\n\r\n$/,
    errorBody: (code) => ({ error: { code, message: text, status: text } }),
    errorEvent: /data: \{"error":\{"code":500,.*"status":"INTERNAL"\}\}\r\n\r\n$/,
  },
  ollama: {
    ask: (model, more) => post('/api/chat', { model, messages, ...more }),
    end: /"done":true.*\n$/,
    errorBody: () => ({ error: text }),
    errorEvent: /\{"error":"[^"]+"\}\n$/,
  },
};

describe.each(Object.entries(protocols))('%s', (_, { ask, end, errorBody, errorEvent }) => {
  test.each([400, 401, 402, 403, 404, 413, 429, 500, 503, 529])('fails with %d in its own envelope', async (status) => {
    const answer = await ask(`stand-in-error-${status}`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(errorBody(status));
  });

  test('ends a stream as it should, and breaks off without that', async () => {
    expect(await (await ask('stand-in-plain')).text()).toMatch(end);
    expect(await (await ask('stand-in-nodone')).text()).not.toMatch(end);
    await expect((await ask('stand-in-cut-2')).text()).rejects.toThrow('terminated');
    await expect((await ask('stand-in-cut', { stream: false })).text()).rejects.toThrow('terminated');
    await expect(ask('stand-in-drop')).rejects.toThrow('fetch failed');
  });

  test('errs in the midst of a stream in its own words', async () => {
    const seen = await (await ask('stand-in-errorevent-2')).text();
    expect(seen).toMatch(errorEvent);
    expect(seen).not.toMatch(end);
  });

  test('is the same however it is packed', async () => {
    const wordsOf = (body: string): string => body.match(/You|said|Use|f\.|Grüße|北京|👋🏽/gu)?.join(' ') ?? '';
    for (const text of ['plain', 'unicode']) {
      const expected = wordsOf(await (await ask(`stand-in-${text}`)).text());
      expect(expected).not.toBe('');
      for (const packing of [
        'gzip',
        'br',
        'pieces-1',
        'crlf',
        'cr',
        'comments',
        'multiline',
        'noblank',
        'bom',
        'lastopen',
      ]) {
        expect([packing, wordsOf(await (await ask(`stand-in-${text}+${packing}`)).text())]).toEqual([
          packing,
          expected,
        ]);
      }
    }
  });

  test('says when to come back, and is fine the second time', async () => {
    const model = 'stand-in-error-429+retryafter-7+once';
    const first = await ask(model);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await ask(model)).status).toBe(200);
  });

  test('answers with what no protocol has', async () => {
    const answer = async (behaviour: string): Promise<unknown[]> => {
      const { status, headers, ...rest } = await ask(`stand-in-${behaviour}`).then(async (response) => ({
        status: response.status,
        headers: response.headers,
        body: await response.text(),
      }));
      return [status, headers.get('content-type'), rest.body.slice(0, 2)];
    };
    expect(await answer('html-502')).toEqual([502, 'text/html', '<h']);
    expect(await answer('empty-500')).toEqual([500, null, '']);
    expect(await answer('list-500')).toEqual([500, 'application/json', '[{']);
    expect(await answer('text-400')).toEqual([400, 'text/plain', '{"']);
  });

  test('sends its headers and then nothing, until the caller leaves', async () => {
    for (const more of [undefined, { stream: false }]) {
      const leaving = new AbortController();
      const answer = await ask('stand-in-silent-0', more);
      expect(answer.status).toBe(200);
      leaving.abort();
      await answer.body?.cancel();
      await expect.poll(() => standIn.calls.at(-1)?.cancelled).toBe(true);
    }
  });
});

test('tool calls of chat come with late ids, without ids, whole or letter by letter', async () => {
  const tools = [
    {
      type: 'function',
      function: { name: 'f', parameters: { type: 'object', properties: { a: { type: 'string' } } } },
    },
  ];
  const callsOf = async (behaviour: string): Promise<{ id?: string; function?: { arguments?: string } }[]> => {
    const body = await (await protocols['chat']!.ask(`stand-in-${behaviour}`, { tools })).text();
    return [...body.matchAll(/"tool_calls":(\[.*?\])\}/g)].map(([, list]) => (JSON.parse(list ?? '[]') as [object])[0]);
  };
  const late = await callsOf('lateid');
  expect(late.findIndex(({ id }) => id !== undefined)).toBe(2);
  expect((await callsOf('noids')).every(({ id }) => id === undefined)).toBe(true);
  expect(await callsOf('wholecalls')).toMatchObject([{ id: text, function: { arguments: '{"a":"sample"}' } }]);
  const pieces = (await callsOf('fragments-1')).map((call) => call.function?.arguments ?? '');
  expect([pieces.join(''), Math.max(...pieces.map(({ length }) => length))]).toEqual(['{"a":"sample"}', 1]);
});

test('a loop calls a tool until so many results are there, and a named tool only once', async () => {
  const tools = ['f', 'exec'].map((name) => ({ type: 'function', function: { name } }));
  const called = async (behaviour: string, results: number): Promise<string | undefined> => {
    const turns = Array.from({ length: results }, (_, index) => [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: `c${index}`, type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: `c${index}`, content: 'x' },
    ]);
    // Agents add words of their own after the results: they must not start the loop again.
    const said = results === 0 ? [] : [{ role: 'user', content: 'Context.' }];
    const answer = await protocols['chat']!.ask(`stand-in-${behaviour}`, {
      messages: [{ role: 'user', content: 'Go.' }, ...turns.flat(), ...said],
      tools,
      stream: false,
    });
    return /"function":\{"name":"(\w+)"/.exec(await answer.text())?.[1];
  };
  expect([await called('loop-2', 0), await called('loop-2', 1), await called('loop-2', 2)]).toEqual([
    'f',
    'f',
    undefined,
  ]);
  expect([await called('tool-loop', 0), await called('tool-loop', 1)]).toEqual(['f', undefined]);
  expect([await called('tool-exec', 0), await called('tool-exec', 1)]).toEqual(['exec', undefined]);
});

test('chats named as stand-ins are refused as OpenAI would, others are taken as by servers like it', async () => {
  const body = { messages: [{ role: 'tool', tool_call_id: 'c', content: 'x' }], stream: false };
  const statusOf = async (model: string, more: object): Promise<number> =>
    (await protocols['chat']!.ask(model, more)).status;
  expect(await statusOf('stand-in-plain', body)).toBe(400);
  expect(await statusOf('stand-in-lenient', body)).toBe(200);
  expect(await statusOf('other', body)).toBe(200);
  expect(await statusOf('other', { stream: false, stream_options: { include_usage: true } })).toBe(400);
});

test('usage stands in the choices alone where that is asked for, and grows nowhere else', async () => {
  const body = await (await protocols['chat']!.ask('stand-in-usagechoices')).text();
  expect(body.match(/"usage"/g)).toHaveLength(1);
  expect(body).toMatch(/"choices":\[\{[^\]]*"usage":\{/);
});

test('answers before the request is read', async () => {
  const socket = connect(standIn.port, '127.0.0.1');
  const body = '{"model":"stand-in-early-413","messages":[';
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n${body}`);
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
});

test('a giant event is one event', async () => {
  const answer = await protocols['messages']!.ask('stand-in-giant-8000000');
  const longest = (await answer.text()).split('\n\n').reduce((most, { length }) => Math.max(most, length), 0);
  expect(longest).toBeGreaterThan(8_000_000);
});
