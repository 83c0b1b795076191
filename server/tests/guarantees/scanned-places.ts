import type { Endpoint } from '@tollgate/contract';

/** Where in each surface's requests a text may stand, by the place's name. Written by hand: no code of ours finds them. */

type Body = Record<string, unknown>;

/** Found by a rule that blocks; nobody's. */
export const secret = [
  '-----BEGIN',
  'PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END',
  'PRIVATE KEY-----',
].join(' ');

export interface SurfacePlaces {
  readonly path: string;
  /** A request in which nothing is found. */
  readonly harmless: Body;
  /** A request in which this text asks for a secure model. */
  readonly saying: (text: string) => Body;
  readonly streams: readonly boolean[];
  readonly places: Readonly<Record<string, Body>>;
}

/** A surface that is not in here does not compile. */
export const surfacesToScan: Readonly<Record<Endpoint, SurfacePlaces>> = {
  'chat.completions': chat(),
  responses: responses(),
  messages: messages('/v1/messages', [false, true]),
  'messages.count_tokens': messages('/v1/messages/count_tokens', [false]),
  embeddings: embeddings(),
};

function chat(): SurfacePlaces {
  const user = { role: 'user', content: 'Hello' };
  const call = (name: string, args: string): object => ({
    id: 'call_a1b2c3d4e5f6',
    type: 'function',
    function: { name, arguments: args },
  });
  const calling = (args: string): object => ({ role: 'assistant', content: null, tool_calls: [call('save', args)] });
  const result = { role: 'tool', tool_call_id: 'call_a1b2c3d4e5f6', content: 'ok' };
  const tool = (more: object): object => ({ type: 'function', function: { name: 'read', ...more } });
  return {
    path: '/v1/chat/completions',
    harmless: { messages: [user] },
    saying: (content) => ({ messages: [{ role: 'user', content }] }),
    streams: [false, true],
    places: {
      'system message': { messages: [{ role: 'system', content: secret }, user] },
      'developer message': { messages: [{ role: 'developer', content: secret }, user] },
      'user message': { messages: [{ role: 'user', content: secret }] },
      'user content part': { messages: [{ role: 'user', content: [{ type: 'text', text: secret }] }] },
      'earlier user message': {
        messages: [{ role: 'user', content: secret }, { role: 'assistant', content: 'I see.' }, user],
      },
      'assistant message': { messages: [user, { role: 'assistant', content: secret }, user] },
      'tool call arguments': { messages: [user, calling(JSON.stringify({ text: secret })), result] },
      'tool result': { messages: [user, calling('{}'), { ...result, content: secret }] },
      'name of a participant': { messages: [{ ...user, name: secret }] },
      'tool description': { messages: [user], tools: [tool({ description: secret })] },
      'tool parameter': {
        messages: [user],
        tools: [tool({ parameters: { type: 'object', properties: { a: { type: 'string', enum: [secret] } } } })],
      },
      'unknown tool type': { messages: [user], tools: [{ type: 'shell', environment: { image: secret } }] },
      'name of a file': { messages: [{ role: 'user', content: [{ type: 'file', file: { filename: secret } }] }] },
      'response format': {
        messages: [user],
        response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { description: secret } } },
      },
      'stop sequence': { messages: [user], stop: [secret] },
      ...anywhere({ messages: [user] }),
      ...hidden(
        (content) => ({ messages: [{ role: 'user', content }] }),
        (one, other) => ({ messages: [{ role: 'user', content: textParts('text', one, other) }] }),
      ),
      'two messages': {
        messages: [secret.slice(0, 30), secret.slice(30)].map((content) => ({ role: 'user', content })),
      },
    },
  };
}

function responses(): SurfacePlaces {
  const user = { role: 'user', content: 'Hello' };
  const call = { type: 'function_call', call_id: 'call_a1b2c3d4e5f6', name: 'save', arguments: '{}' };
  const output = { type: 'function_call_output', call_id: 'call_a1b2c3d4e5f6', output: 'ok' };
  const tool = { type: 'function', name: 'read', parameters: { type: 'object', properties: {} } };
  return {
    path: '/v1/responses',
    harmless: { input: [user] },
    saying: (content) => ({ input: [{ role: 'user', content }] }),
    streams: [false, true],
    places: {
      'input as a string': { input: secret },
      instructions: { input: [user], instructions: secret },
      'system item': { input: [{ role: 'system', content: secret }, user] },
      'developer item': {
        input: [{ type: 'message', role: 'developer', content: [{ type: 'input_text', text: secret }] }, user],
      },
      'user item': { input: [{ role: 'user', content: secret }] },
      'user content part': { input: [{ role: 'user', content: [{ type: 'input_text', text: secret }] }] },
      'assistant item': {
        input: [user, { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: secret }] }, user],
      },
      'reasoning summary': {
        input: [user, { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: secret }] }, user],
      },
      'call arguments': { input: [user, { ...call, arguments: JSON.stringify({ text: secret }) }, output] },
      'call output': { input: [user, call, { ...output, output: secret }] },
      'call output part': { input: [user, call, { ...output, output: [{ type: 'input_text', text: secret }] }] },
      'custom call input': { input: [user, { type: 'custom_tool_call', call_id: 'call_2', name: 'x', input: secret }] },
      'unknown item': { input: [user, { type: 'vendor_item', deep: { er: [secret] } }] },
      'tool description': { input: [user], tools: [{ ...tool, description: secret }] },
      'tool in a namespace': {
        input: [user],
        tools: [{ type: 'namespace', name: 'n', tools: [{ ...tool, description: secret }] }],
      },
      'tool parameter': {
        input: [user],
        tools: [{ ...tool, parameters: { type: 'object', properties: { a: { description: secret } } } }],
      },
      'name of a file': { input: [{ role: 'user', content: [{ type: 'input_file', filename: secret }] }] },
      'text format': {
        input: [user],
        text: { format: { type: 'json_schema', name: 'x', schema: { description: secret } } },
      },
      'client metadata': { input: [user], client_metadata: { note: secret } },
      ...anywhere({ input: [user] }),
      ...hidden(
        (content) => ({ input: [{ role: 'user', content }] }),
        (one, other) => ({ input: [{ role: 'user', content: textParts('input_text', one, other) }] }),
      ),
    },
  };
}

function messages(path: string, streams: readonly boolean[]): SurfacePlaces {
  const user = { role: 'user', content: 'Hello' };
  const base = { max_tokens: 100 };
  const use = (input: object): object => ({
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'toolu_a1b2c3d4e5f6', name: 'save', input }],
  });
  const result = (content: unknown): object => ({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'toolu_a1b2c3d4e5f6', content }],
  });
  const tool = { name: 'read', input_schema: { type: 'object', properties: {} } };
  const said = (role: string, ...content: object[]): Body => ({ ...base, messages: [user, { role, content }, user] });
  return {
    path,
    harmless: { ...base, messages: [user] },
    saying: (content) => ({ ...base, messages: [{ role: 'user', content }] }),
    streams,
    places: {
      system: { ...base, system: secret, messages: [user] },
      'system block': { ...base, system: [{ type: 'text', text: secret }], messages: [user] },
      'user message': { ...base, messages: [{ role: 'user', content: secret }] },
      'user text block': said('user', { type: 'text', text: secret }),
      'system message in the middle': said('system', { type: 'text', text: secret }),
      'assistant text block': said('assistant', { type: 'text', text: secret }),
      'thinking block': said('assistant', { type: 'thinking', thinking: secret, signature: 'c2lnbmVk' }),
      'tool input': { ...base, messages: [user, use({ text: secret }), result('ok')] },
      'name of a member of a tool input': { ...base, messages: [user, use({ [secret]: 1 }), result('ok')] },
      'tool result': { ...base, messages: [user, use({}), result(secret)] },
      'tool result block': { ...base, messages: [user, use({}), result([{ type: 'text', text: secret }])] },
      'document text': said('user', {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: secret },
      }),
      'document title': said('user', {
        type: 'document',
        title: secret,
        source: { type: 'url', url: 'https://a.test' },
      }),
      'search result': said('user', {
        type: 'search_result',
        source: 'x',
        title: 'y',
        content: [{ type: 'text', text: secret }],
      }),
      'unknown block': said('user', { type: 'vendor_block', deep: [secret] }),
      'tool description': { ...base, messages: [user], tools: [{ ...tool, description: secret }] },
      'tool schema': {
        ...base,
        messages: [user],
        tools: [{ ...tool, input_schema: { type: 'object', properties: { a: { description: secret } } } }],
      },
      'stop sequence': { ...base, messages: [user], stop_sequences: [secret] },
      ...anywhere({ ...base, messages: [user] }),
      ...hidden(
        (content) => ({ ...base, messages: [{ role: 'user', content }] }),
        (one, other) => ({ ...base, messages: [{ role: 'user', content: textParts('text', one, other) }] }),
      ),
    },
  };
}

function textParts(type: string, ...texts: readonly string[]): object[] {
  return texts.map((text) => ({ type, text }));
}

function embeddings(): SurfacePlaces {
  return {
    path: '/v1/embeddings',
    harmless: { input: 'Hello' },
    saying: (input) => ({ input }),
    streams: [false],
    places: {
      input: { input: secret },
      'one input of several': { input: ['Hello', secret] },
      user: { input: 'Hello', user: secret },
      'unknown field': { input: 'Hello', vendor_extension: { deep: [[{ er: secret }]] } },
      'name of a member': { input: 'Hello', vendor_extension: { [secret]: true } },
      ...hidden(
        (input) => ({ input }),
        (one, other) => ({ input: [one, other] }),
      ),
    },
  };
}

function anywhere(body: Body): Record<string, Body> {
  return {
    metadata: { ...body, metadata: { note: secret } },
    'unknown field': { ...body, vendor_extension: { deep: [[{ er: secret }]] } },
    'name of a member': { ...body, vendor_extension: { [secret]: true } },
  };
}

/** The secret in ways of writing that rules do not see through by themselves, and split over two contents. */
function hidden(saying: (text: string) => Body, split: (one: string, other: string) => Body): Record<string, Body> {
  const twice = (text: string): string => JSON.stringify({ output: JSON.stringify({ text }) });
  return {
    'a run of base64': saying(`see ${Buffer.from(secret).toString('base64')} there`),
    'base64 of percent-encoded text': saying(Buffer.from(encodeURIComponent(secret)).toString('base64')),
    'JSON in JSON in a string': saying(twice(twice(secret))),
    'full-width letters': saying(secret.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))),
    'two contents': split(secret.slice(0, 30), secret.slice(30)),
  };
}
