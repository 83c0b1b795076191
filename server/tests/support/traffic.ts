import { chat, type ChatBody, says } from './chat.ts';
import { keys } from './company.ts';
import type { GatewayProcess } from './gateway.ts';

/** What `makeTraffic` made, as request ids. */
export interface Traffic {
  readonly passed: string;
  readonly streamed: string;
  /** A bank card, which went to the secure model. */
  readonly rerouted: string;
  /** A private key. */
  readonly blocked: string;
  /** The steps of one agent run with a tool. */
  readonly run: readonly string[];
}

const tools = [
  {
    type: 'function',
    function: { name: 'read_file', parameters: { type: 'object', properties: { path: { type: 'string' } } } },
  },
];
const privateKey = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEowIBAAKCAQEA1c7z9k2vQwXy'.repeat(8)}\n-----END RSA ${'PRIVATE'} KEY-----`;

/** Calls of every kind through the data plane, each settled in the record when this returns. */
export async function makeTraffic(gateway: GatewayProcess): Promise<Traffic> {
  const call = async (body: ChatBody, key: string = keys.claw): Promise<string> => {
    const { requestId } = await chat(gateway.origin, body, key);
    await gateway.settled(requestId);
    return requestId;
  };
  const passed = await call(says('Write a haiku about tollgates.'));
  const streamed = await call(says('Tell me a story.', { stream: true }), keys.bot);
  const rerouted = await call(says('Pay with card 4539 1488 0343 6467, please.'));
  const blocked = await call(says(`Is this key all right?\n${privateKey}`), keys.bot);
  await call(says('Hello', { model: 'nobody-has-this' }), keys.bot);
  await call(says('请给林伟（手机 13812345678）写一封邮件'), keys.claw);
  // The stand-in calls a tool that the question names; the second step carries its result.
  const question = { role: 'user', content: 'What does notes.txt say? Use read_file.' };
  const first = await chat(gateway.origin, { model: 'gpt-test', tools, messages: [question] }, keys.claw);
  await gateway.settled(first.requestId);
  const { choices } = first.json as { choices: [{ message: { tool_calls: [{ id: string }] } }] };
  const [{ message: asked }] = choices;
  const result = {
    role: 'tool',
    tool_call_id: asked.tool_calls[0].id,
    content: 'Buy milk. Card 4539 1488 0343 6467.',
  };
  const second = await call({ model: 'gpt-test', tools, messages: [question, asked, result] });
  return { passed, streamed, rerouted, blocked, run: [first.requestId, second] };
}
