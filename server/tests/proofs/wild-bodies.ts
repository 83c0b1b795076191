import fc from 'fast-check';

/** Members that may be absent. */
export const some = <T extends object>(members: { [Name in keyof T]: fc.Arbitrary<T[Name]> }): fc.Arbitrary<
  Partial<T>
> => fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
const one = fc.constantFrom;
const cache = fc.constant({ type: 'ephemeral' });
const schema = fc.constant({
  type: 'object',
  properties: { q: { type: 'string', description: '@text' } },
  required: ['q'],
});
const rarely = <T>(rare: fc.Arbitrary<T>, often: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: rare, weight: 1 }, { arbitrary: often, weight: 12 });

/** One side's answer with calls, the results of all of them, and what a person says next. */
interface Exchange {
  readonly asked: unknown;
  readonly said: unknown;
  readonly calls: readonly { readonly result: unknown; readonly isError: boolean }[];
  readonly areResultsTurned: boolean;
}

const exchangesOf = (asked: fc.Arbitrary<unknown>, said: fc.Arbitrary<unknown>, result: fc.Arbitrary<unknown>) =>
  fc.array(
    fc.record<Exchange>({
      asked,
      said,
      calls: fc.array(fc.record({ result, isError: fc.boolean() }), { maxLength: 3 }),
      areResultsTurned: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  );
const inOrder = <T>(list: readonly T[], isTurned: boolean): readonly T[] => (isTurned ? list.toReversed() : list);
const join = (...parts: readonly Partial<Record<string, unknown>>[]): object => Object.assign({}, ...parts) as object;

// Chat completions.

const chatText = some({ cache_control: cache }).map((more) => ({ type: 'text', text: '@text', ...more }));
const chatPart = rarely<object>(
  one(
    { type: 'file', file: { file_id: 'file-1' } },
    { type: 'video_url', video_url: { url: '@address' } },
    { type: 'input_audio', input_audio: { data: '@base64', format: 'wav' } },
    { type: 'file', file: { file_data: '@pdf', filename: 'a.pdf' } },
    { type: 'text', text: '@text', weight: '@int' },
  ),
  fc.oneof(
    chatText,
    one<object>(
      { type: 'image_url', image_url: { url: '@image', detail: 'low' } },
      { type: 'image_url', image_url: { url: '@image' } },
      { type: 'image_url', image_url: { url: '@address' } },
    ),
  ),
);
const chatContent = fc.oneof(fc.constant<unknown>('@text'), fc.array(chatPart, { minLength: 1, maxLength: 3 }));
const chatSaid = some({
  content: fc.oneof(
    fc.constant<unknown>('@text'),
    fc.array(chatText, { minLength: 1, maxLength: 2 }),
    fc.constant(null),
  ),
  reasoning_content: fc.constant('@text'),
  refusal: rarely<unknown>(fc.constant('@text'), fc.constant(null)),
  annotations: one([]),
  name: rarely<unknown>(fc.constant('@word'), fc.constant(null)),
});
const chatExchanges = exchangesOf(chatContent, chatSaid, rarely<unknown>(chatContent, fc.constant('@text')));
const chatTool = rarely<object>(
  one({ type: 'custom', custom: { name: '@word' } }),
  some({ description: fc.constant('@text'), parameters: schema, strict: fc.boolean() }).map((about) => ({
    type: 'function',
    function: { name: 'look', ...about },
  })),
);
const chatOptions = some({
  temperature: one('@float'),
  top_p: one('@float'),
  max_tokens: one('@int'),
  seed: one('@int'),
  stop: one<unknown>('@word', ['@word', '@word']),
  stream: fc.boolean(),
  user: one('@word'),
  tool_choice: rarely<unknown>(one('required', { type: 'allowed_tools', allowed_tools: {} }), one('auto', 'none')),
  parallel_tool_calls: fc.boolean(),
  reasoning_effort: one('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
  frequency_penalty: one('@float'),
  response_format: one<unknown>(
    { type: 'json_object' },
    { type: 'text' },
    {
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'object', title: '@word' }, strict: true },
    },
  ),
  metadata: one({ team: '@word' }),
  prompt_cache_key: one('@word'),
  verbosity: one('low'),
  service_tier: one('flex'),
  n: rarely(one(2), one(1)),
  logit_bias: rarely<unknown>(one({ '50256': -100 }), fc.constant(null)),
  enable_thinking: one('@word'),
  stream_options: one({ include_usage: true }),
});

export const chatBody: fc.Arbitrary<object> = fc
  .tuple(
    rarely<unknown>(fc.constant(null), chatContentOfSystem()),
    chatExchanges,
    fc.array(chatTool, { maxLength: 2 }),
    chatOptions,
  )
  .map(([system, exchanges, tools, options]) => ({
    model: 'm',
    messages: [
      ...(system === null ? [] : [{ role: 'system', content: system }]),
      ...exchanges.flatMap((exchange, at) => chatMessages(exchange, at)),
    ],
    ...(tools.length === 0 ? {} : { tools }),
    ...options,
  }));

function chatContentOfSystem(): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constant<unknown>('@text'), fc.array(chatText, { minLength: 1, maxLength: 2 }));
}

function chatMessages({ asked, said, calls, areResultsTurned }: Exchange, at: number): object[] {
  const tool_calls = calls.map((_, index) => ({
    id: `call_${at}_${index}`,
    type: 'function',
    function: { name: 'look', arguments: '@arguments' },
  }));
  const results = calls.map(({ result }, index) => ({
    role: 'tool',
    tool_call_id: `call_${at}_${index}`,
    content: result,
  }));
  return [
    { role: 'user', content: asked },
    join({ role: 'assistant' }, said as object, calls.length === 0 ? {} : { tool_calls }),
    ...inOrder(results, areResultsTurned),
  ];
}

// Anthropic messages.

const block = some({ cache_control: cache }).map((more) => ({ type: 'text', text: '@text', ...more }));
const imageBlock = one(
  { type: 'image', source: { type: 'base64', media_type: 'image/png', data: '@base64' } },
  { type: 'image', source: { type: 'url', url: '@address' } },
);
const userBlock = rarely<object>(
  one(
    { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: '@base64' }, title: '@word' },
    { type: 'document', source: { type: 'text', media_type: 'text/plain', data: '@text' } },
    { type: 'document', source: { type: 'file', file_id: 'file_1' } },
    { type: 'container_upload', file_id: 'file_1' },
  ),
  fc.oneof<[fc.Arbitrary<object>, fc.Arbitrary<object>]>(block, imageBlock),
);
const blocks = (of: fc.Arbitrary<object>) =>
  fc.oneof(fc.constant<unknown>('@text'), fc.array(of, { minLength: 1, maxLength: 3 }));
const saidBlocks = fc
  .tuple(
    fc.array(
      one({ type: 'thinking', thinking: '@text', signature: 'c2ln' }, { type: 'redacted_thinking', data: '@base64' }),
      { maxLength: 2 },
    ),
    fc.array(block, { maxLength: 2 }),
  )
  .map((lists) => lists.flat());
const messagesExchanges = exchangesOf(
  blocks(userBlock),
  saidBlocks,
  fc.oneof(fc.constant<unknown>('@text'), fc.array(rarely<object>(imageBlock, block), { minLength: 1, maxLength: 2 })),
);
const messagesTool = rarely<object>(
  one({ type: 'web_search_20250305', name: 'web_search' }),
  some({ description: fc.constant('@text'), cache_control: cache }).map((about) => ({
    name: 'look',
    input_schema: { type: 'object', properties: { q: { type: 'string', description: '@text' } } },
    ...about,
  })),
);
const messagesOptions = some({
  temperature: one('@float'),
  top_p: one('@float'),
  top_k: one('@int'),
  stop_sequences: one(['@word']),
  stream: fc.boolean(),
  metadata: one({ user_id: '@word' }),
  thinking: one<object>({ type: 'enabled', budget_tokens: 2048 }, { type: 'disabled' }, { type: 'adaptive' }),
  tool_choice: rarely<object>(
    one({ type: 'any' }, { type: 'tool', name: 'look' }),
    one({ type: 'auto' }, { type: 'none' }),
  ),
  service_tier: one('auto'),
  output_config: one({ effort: 'high' }),
  context_management: one({ edits: [] }),
  vendor_extra: one('@word'),
});

export const messagesBody: fc.Arbitrary<object> = fc
  .tuple(
    rarely<unknown>(fc.constant(undefined), blocks(block)),
    messagesExchanges,
    fc.array(messagesTool, { maxLength: 2 }),
    messagesOptions,
    fc.boolean(),
  )
  .map(([system, exchanges, tools, options, isOpen]) => ({
    model: 'm',
    max_tokens: '@int',
    system,
    messages: exchanges.flatMap((exchange, at) => anthropicMessages(exchange, at, isOpen)),
    ...(tools.length === 0 ? {} : { tools }),
    ...options,
  }));

function anthropicMessages(
  { asked, said, calls, areResultsTurned }: Exchange,
  at: number,
  isJoined: boolean,
): object[] {
  const uses = calls.map((_, index) => ({
    type: 'tool_use',
    id: `toolu_${at}_${index}`,
    name: 'look',
    input: { q: '@word', deep: { list: [1, 2.5] } },
  }));
  const results = calls.map(({ result, isError }, index) => ({
    type: 'tool_result',
    tool_use_id: `toolu_${at}_${index}`,
    content: result,
    ...(isError ? { is_error: true } : {}),
  }));
  const content = [...(said as object[]), ...uses];
  const back = [...inOrder(results, areResultsTurned), ...(isJoined ? [{ type: 'text', text: '@text' }] : [])];
  return [
    { role: 'user', content: asked },
    { role: 'assistant', content: content.length === 0 ? '@text' : content },
    ...(results.length === 0 ? [] : [{ role: 'user', content: back }]),
  ];
}

// Responses.

const inputPart = rarely<object>(
  one({ type: 'input_file', filename: 'a.pdf', file_data: '@pdf' }, { type: 'input_file', file_id: 'file-1' }),
  one(
    { type: 'input_text', text: '@text' },
    { type: 'input_image', image_url: '@image', detail: 'auto' },
    { type: 'input_image', image_url: '@address' },
  ),
);
const inputContent = fc.oneof(fc.constant<unknown>('@text'), fc.array(inputPart, { minLength: 1, maxLength: 3 }));
const saidItems = fc
  .tuple(
    fc.array(
      one({
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: '@text' }],
        encrypted_content: '@base64',
      }),
      { maxLength: 1 },
    ),
    fc.array(
      one(
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: '@text', annotations: [] }] },
        { role: 'assistant', content: '@text' },
        { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: '@text' }] },
      ),
      { maxLength: 1 },
    ),
  )
  .map((lists) => lists.flat());
const responsesExchanges = exchangesOf(
  inputContent,
  saidItems,
  rarely<unknown>(fc.array(inputPart, { minLength: 1, maxLength: 2 }), fc.constant('@text')),
);
const responsesOptions = some({
  instructions: one('@text'),
  temperature: one('@float'),
  top_p: one('@float'),
  max_output_tokens: one('@int'),
  stream: fc.boolean(),
  store: one(false),
  reasoning: one<object>({ effort: 'high', summary: 'auto' }, { effort: 'low' }),
  include: one(['reasoning.encrypted_content']),
  text: one<object>(
    { format: { type: 'text' } },
    { verbosity: 'low' },
    {
      format: { type: 'json_schema', name: 'x', schema: { type: 'object', title: '@word' }, strict: true },
    },
  ),
  tool_choice: rarely<unknown>(one('required', { type: 'function', name: 'look' }), one('auto', 'none')),
  parallel_tool_calls: fc.boolean(),
  metadata: one({ team: '@word' }),
  prompt_cache_key: one('@word'),
  user: one('@word'),
  truncation: one('disabled', 'auto'),
  vendor_extra: one('@word'),
});
const responsesTool = some({ description: fc.constant('@text'), parameters: schema, strict: fc.boolean() }).map(
  (about) => ({ type: 'function', name: 'look', ...about }),
);

export const responsesBody: fc.Arbitrary<object> = fc
  .tuple(
    fc.boolean(),
    responsesExchanges,
    fc.array(rarely<object>(one({ type: 'web_search' }), responsesTool), { maxLength: 2 }),
    responsesOptions,
  )
  .map(([hasDeveloper, exchanges, tools, options]) => ({
    model: 'm',
    input: [
      ...(hasDeveloper ? [{ role: 'developer', content: '@text' }] : []),
      ...exchanges.flatMap((exchange, at) => responsesItems(exchange, at)),
    ],
    ...(tools.length === 0 ? {} : { tools }),
    ...options,
  }));

function responsesItems({ asked, said, calls, areResultsTurned }: Exchange, at: number): object[] {
  const made = calls.map((_, index) => ({
    type: 'function_call',
    call_id: `call_${at}_${index}`,
    name: 'look',
    arguments: '@arguments',
  }));
  const results = calls.map(({ result }, index) => ({
    type: 'function_call_output',
    call_id: `call_${at}_${index}`,
    output: result,
  }));
  return [
    { type: 'message', role: 'user', content: asked },
    ...(said as object[]),
    ...made,
    ...inOrder(results, areResultsTurned),
  ];
}
