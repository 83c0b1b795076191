import { APIError, type OpenAI } from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

/** What a demo call must come to. Null: that step is never reached. */
export interface Expected {
  readonly decision: 'passed' | 'rerouted' | 'blocked' | null;
  readonly route: 'external' | 'secure' | null;
  readonly model: string | null;
  readonly status: number;
}

export interface DemoCall {
  readonly title: string;
  readonly expected: Expected;
  /** Sends it and says what the client saw. */
  send(clients: Clients): Promise<Seen>;
}

export interface Clients {
  readonly claw: OpenAI;
  readonly bot: OpenAI;
  readonly leaver: OpenAI;
}

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly latencyMs: number;
}

export const toolLoopTitle = 'tool loop, second step';

const external = (model: string): Expected => ({ decision: 'passed', route: 'external', model, status: 200 });
const secured: Expected = { decision: 'rerouted', route: 'secure', model: 'qwen-secure', status: 200 };
const blocked = (status: number): Expected => ({ decision: 'blocked', route: null, model: null, status });

const fakeKey = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'ZGVtbyBvbmx5LCBub2JvZHkncyBrZXk='.repeat(4),
  '-----END RSA PRIVATE KEY-----',
].join('\n');
const weather: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Current weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

export const demoCalls: readonly DemoCall[] = [
  {
    title: 'auto, nothing sensitive',
    expected: external('gpt-demo'),
    send: ({ claw }) => say(claw, 'auto', 'Name three uses of a paper clip.'),
  },
  {
    title: 'by display name',
    expected: external('gpt-demo'),
    send: ({ bot }) => say(bot, 'GPT-Demo', 'Write a haiku about rain.'),
  },
  {
    title: 'English, personal data',
    expected: secured,
    send: ({ claw }) =>
      say(claw, 'auto', 'Draft a reply to maria.keller@keller-bau.de about her claim; her SSN is 512-44-8291.'),
  },
  {
    title: 'Chinese, personal data',
    expected: secured,
    send: ({ bot }) => say(bot, 'gpt-demo', '请为客户写一封信，身份证号 11010519491231002X，手机号 13812345678。'),
  },
  {
    title: 'private key, as an error',
    expected: blocked(400),
    send: ({ bot }) => say(bot, 'auto', `Why does this not parse?\n${fakeKey}`),
  },
  {
    title: 'private key, as a message',
    expected: blocked(200),
    send: ({ claw }) => say(claw, 'auto', `Why does this not parse?\n${fakeKey}`),
  },
  {
    title: 'stream',
    expected: external('gpt-demo'),
    send: ({ claw }) => stream(claw, 'auto', 'Explain rainbows to a child.'),
  },
  {
    title: 'cached and reasoning tokens',
    expected: external('thinker-demo'),
    send: ({ bot }) => say(bot, 'thinker-demo', 'Is 1009 a prime number?'),
  },
  { title: 'tool loop, first step', expected: external('tool-demo'), send: ({ claw }) => toolLoop(claw, 1) },
  { title: toolLoopTitle, expected: external('tool-demo'), send: ({ claw }) => toolLoop(claw, 2) },
  {
    title: 'unknown model',
    expected: { decision: null, route: null, model: null, status: 404 },
    send: ({ bot }) => say(bot, 'gpt-99', 'Hello?'),
  },
  {
    title: 'a revoked key',
    expected: { decision: null, route: null, model: null, status: 401 },
    send: ({ leaver }) => say(leaver, 'auto', 'Hello?'),
  },
];

async function say(client: OpenAI, model: string, content: string): Promise<Seen> {
  return ask(client, model, [{ role: 'user', content }]);
}

async function ask(client: OpenAI, model: string, messages: ChatCompletionMessageParam[]): Promise<Seen> {
  return observed(async () => {
    const { data, response } = await client.chat.completions.create({ model, messages }).withResponse();
    return { status: response.status, headers: response.headers, text: data.choices[0]?.message.content ?? '' };
  });
}

async function stream(client: OpenAI, model: string, content: string): Promise<Seen> {
  return observed(async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: [{ role: 'user', content }], stream: true })
      .withResponse();
    let text = '';
    for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? '';
    return { status: response.status, headers: response.headers, text };
  });
}

const loop: ChatCompletionMessageParam[] = [{ role: 'user', content: 'What is the weather in Oslo?' }];

/** One agent turn of two calls: the tool's result goes back with the same history, and nothing else links the two. */
async function toolLoop(client: OpenAI, step: 1 | 2): Promise<Seen> {
  return observed(async () => {
    const { data, response } = await client.chat.completions
      .create({ model: 'tool-demo', messages: loop, tools: [weather] })
      .withResponse();
    const message = data.choices[0]?.message;
    const [call] = message?.tool_calls ?? [];
    if (step === 1 && message && call) {
      loop.push(message, { role: 'tool', tool_call_id: call.id, content: '{"celsius": 4, "sky": "cloudy"}' });
    }
    return { status: response.status, headers: response.headers, text: message?.content ?? '(calls a tool)' };
  });
}

async function observed(send: () => Promise<Omit<Seen, 'latencyMs'>>): Promise<Seen> {
  const startedAt = performance.now();
  try {
    return { ...(await send()), latencyMs: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof APIError) || error.status === undefined || !error.headers) throw error;
    return {
      status: error.status,
      headers: error.headers,
      text: error.message,
      latencyMs: performance.now() - startedAt,
    };
  }
}
