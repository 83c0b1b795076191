import { isMembers, type Json } from '../../platform/lossless-json.ts';
import type { Prompt } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { optionsOf } from './chat-options.ts';
import { toolChoiceOf, toolsOf } from './chat-tools.ts';
import { turnsOf } from './chat-turns.ts';

/**
 * Reads the body of `POST /v1/chat/completions` (OpenAI API reference, "Create chat completion") as a prompt, with what
 * compatible servers and their clients have added: `reasoning_content`, `cache_control`, `top_k`, Google's signatures.
 * @throws InvalidBody where something has a type that cannot be read; CannotCarry for what no other protocol has
 */
export function promptFromChat(body: Json): Prompt {
  if (!isMembers(body)) throw new InvalidBody('The body must be a JSON object.', null);
  const reader = new MemberReader(body, '');
  const stream = reader.boolean('stream') ?? false;
  // How a stream comes is between the caller and us. The ids are ours.
  reader.object('stream_options')?.pass('include_usage', 'include_obfuscation');
  reader.pass('model', 'trace_id', 'session_id');
  const turns = turnsOf(reader);
  const tools = toolsOf(reader);
  const toolChoice = toolChoiceOf(reader);
  const options = optionsOf(reader);
  return { turns, tools, toolChoice, stream, options, unknown: reader.rest() };
}
