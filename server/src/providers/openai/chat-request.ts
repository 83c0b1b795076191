import type { Scope } from '@tollgate/contract';
import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import { BodyReader } from '../request/body-reader.ts';
import { collectTexts } from '../request/collect-texts.ts';
import { type GovernedRequest, InvalidBody } from '../request/governed-request.ts';

/**
 * Reads `POST /v1/chat/completions` (OpenAI API reference, "Create chat completion"). Checks the types of what it reads
 * and nothing else.
 * @throws InvalidBody
 */
export function readChatRequest(text: string): GovernedRequest {
  const reader = new BodyReader(text);
  const { root } = reader;
  const model = reader.model();
  const messages = reader.member(root, 'messages');
  if (!messages || messages.kind !== 'array' || messages.children.length === 0) {
    throw new InvalidBody('"messages" must be an array with at least one message.', 'messages');
  }
  const roles = messages.children.map((message) => roleOf(reader, message));

  const stream = reader.boolean(root, 'stream') ?? false;
  const options = reader.object(root, 'stream_options');
  const usageAsked = (options && reader.boolean(options, 'include_usage')) ?? false;
  const toolChoice = reader.member(root, 'tool_choice');
  const forcedTool = toolChoice !== null && (toolChoice.kind === 'object' || reader.raw(toolChoice) === '"required"');
  const format = reader.object(root, 'response_format');
  const formatType = format && reader.member(format, 'type');
  reader.once(root, ['tools', 'functions']);
  return {
    text,
    root,
    model,
    stream,
    usageAsked,
    needsStructure: forcedTool || (formatType !== null && reader.raw(formatType) !== '"text"'),
    conversation: messages,
    carried: reader.carried(),
    ...collectTexts(text, root, (node, inherited) => scopeOf(node, inherited, roles)),
  };
}

/** The role of a message; also makes sure that nothing we read of it stands twice. */
function roleOf(reader: BodyReader, message: JsonNode): string {
  if (message.kind !== 'object') throw new InvalidBody('A message must be an object.', placeOf(message));
  const role = reader.member(message, 'role');
  if (!role) throw new InvalidBody('A message needs a role.', `${placeOf(message)}.role`);
  const content = reader.member(message, 'content');
  const calls = reader.member(message, 'tool_calls');
  reader.once(message, ['tool_call_id']);
  for (const part of content?.kind === 'array' ? content.children : []) {
    reader.once(part, ['type', 'text', 'image_url', 'input_audio', 'file']);
  }
  for (const call of calls?.kind === 'array' ? calls.children : []) {
    reader.once(call, ['id']);
    const called = reader.member(call, 'function');
    if (called) reader.once(called, ['name', 'arguments']);
  }
  return reader.string(role);
}

const scopeOfRole: Readonly<Record<string, Scope>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool_result',
  function: 'tool_result',
};

function scopeOf(node: JsonNode, inherited: Scope, roles: readonly string[]): Scope {
  const parent = node.parent!;
  if (!parent.parent) return node.key === 'tools' || node.key === 'functions' ? 'tool_definitions' : 'other';
  if (parent.key === 'messages' && !parent.parent.parent) return scopeOfRole[roles[node.index] ?? ''] ?? 'other';
  if (inherited === 'assistant' && (node.key === 'tool_calls' || node.key === 'function_call')) return 'tool_call';
  return inherited;
}
