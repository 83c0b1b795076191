import { isMembers, type Json } from '../../platform/lossless-json.ts';
import type { Prompt } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';
import { InvalidBody } from '../request/governed-request.ts';
import { optionsOf } from './response-options.ts';
import { toolsOf } from './response-tools.ts';
import { turnsOf } from './response-turns.ts';

/**
 * Reads the body of `POST /v1/responses` (OpenAI API reference, "Create a model response") as a prompt. What lies at the
 * provider (`previous_response_id`, …) is not in it: such bodies have been refused before.
 * @throws InvalidBody where something has a type that cannot be read; CannotCarry for what no other protocol has
 */
export function promptFromResponses(body: Json): Prompt {
  if (!isMembers(body)) throw new InvalidBody('The body must be a JSON object.', null);
  const reader = new MemberReader(body, '');
  const stream = reader.boolean('stream') ?? false;
  // How a stream comes is between the caller and us, and so is what is refused or does not travel. The ids are ours.
  reader.object('stream_options')?.pass('include_obfuscation');
  reader.pass('model', 'background', 'trace_id', 'session_id', 'client_metadata');
  const { turns, leftOut: items } = turnsOf(reader);
  const { tools, toolChoice, leftOut: offers } = toolsOf(reader);
  const { options, leftOut: included } = optionsOf(reader);
  const leftOut = [...items, ...offers, ...included];
  return { turns, tools, toolChoice, stream, options, unknown: reader.rest(), leftOut };
}
