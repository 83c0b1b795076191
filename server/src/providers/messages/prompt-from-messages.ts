import { isList, isMembers, type Json } from '../../platform/lossless-json.ts';
import { CannotCarry } from '../interchange/losses.ts';
import type { Prompt } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { optionsOf } from './read-options.ts';
import { toolChoiceOf, toolsOf } from './read-tools.ts';
import { turnsOf } from './read-turns.ts';

/**
 * Reads the body of `POST /v1/messages` (Anthropic API reference, "Create a Message") as a prompt.
 * @throws InvalidBody where something has a type that cannot be read; CannotCarry for what no other protocol has
 */
export function promptFromMessages(body: Json): Prompt {
  if (!isMembers(body)) throw new InvalidBody('The body must be a JSON object.', null);
  const reader = new MemberReader(body, '');
  for (const name of ownOnly) refuseSaid(reader, name);
  // The ids are ours.
  reader.pass('model', 'trace_id', 'session_id');
  const stream = reader.boolean('stream') ?? false;
  const turns = turnsOf(reader);
  const tools = toolsOf(reader);
  const toolChoice = toolChoiceOf(reader);
  const options = optionsOf(reader);
  return { turns, tools, toolChoice, stream, options, unknown: reader.rest() };
}

/** Servers of tools, what a container holds and where the work is done: an answer without them is another one. */
const ownOnly = ['mcp_servers', 'container', 'inference_geo'];

function refuseSaid(body: MemberReader, name: string): void {
  const value = body.any(name);
  if (value === null || (isList(value) && value.length === 0)) return;
  throw new CannotCarry(
    name,
    `"${name}" is known to Anthropic alone, and the model of this call speaks another protocol.`,
  );
}
