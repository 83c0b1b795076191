import type { Scope } from '@tollgate/contract';
import { type JsonNode, placeOf, stringOf } from '../../platform/json-tree.ts';
import { BodyReader } from '../request/body-reader.ts';
import { collectTexts } from '../request/collect-texts.ts';
import { type GovernedRequest, InvalidBody } from '../request/governed-request.ts';
import { sessionIn } from './metadata-session.ts';

/**
 * Reads `POST /v1/messages` (Anthropic API reference, "Create a Message"). Checks the types of what it reads and nothing
 * else: Claude Code, for one, writes messages with a role `system` into the conversation.
 * @throws InvalidBody
 */
export function readMessagesRequest(text: string): GovernedRequest {
  const reader = new BodyReader(text);
  const { root } = reader;
  const model = reader.model();
  const messages = reader.member(root, 'messages');
  if (!messages || messages.kind !== 'array' || messages.children.length === 0) {
    throw new InvalidBody('"messages" must be an array with at least one message.', 'messages');
  }
  const roles = messages.children.map((message) => roleOf(reader, message));
  checkBlocks(reader, reader.member(root, 'system'));
  reader.once(root, ['tools', 'thinking', 'max_tokens']);
  refuseThread(reader);
  const userId = reader.optionalString(reader.object(root, 'metadata'), 'user_id');
  return {
    text,
    root,
    model,
    stream: reader.boolean(root, 'stream') ?? false,
    usageAsked: true,
    needsStructure: needsStructure(reader),
    conversation: messages,
    carried: reader.carried({ 'metadata.user_id': sessionIn(userId) }),
    ...collectTexts(text, root, (node, inherited) => scopeOf(text, node, inherited, roles)),
  };
}

/**
 * Reads `POST /v1/messages/count_tokens` (Anthropic API reference, "Count tokens in a Message"): the same words, answered
 * with a number.
 * @throws InvalidBody
 */
export function readCountTokensRequest(text: string): GovernedRequest {
  return { ...readMessagesRequest(text), stream: false, needsStructure: true };
}

/** A conversation that the provider holds could be neither scanned nor sent elsewhere. */
function refuseThread(reader: BodyReader): void {
  const thread = reader.member(reader.root, 'thread');
  if (!thread || reader.raw(thread) === 'null') return;
  const message = '"thread" is not taken here: send the whole conversation in "messages" with each request.';
  throw new InvalidBody(message, 'thread');
}

function needsStructure(reader: BodyReader): boolean {
  const { root } = reader;
  const choice = reader.object(root, 'tool_choice');
  const forced = choice && reader.optionalString(choice, 'type');
  const config = reader.object(root, 'output_config');
  const format = (config && reader.object(config, 'format')) ?? reader.object(root, 'output_format');
  return forced === 'any' || forced === 'tool' || format !== null;
}

/** The role of a message; also makes sure that nothing we read of it stands twice. */
function roleOf(reader: BodyReader, message: JsonNode): string {
  if (message.kind !== 'object') throw new InvalidBody('A message must be an object.', placeOf(message));
  const role = reader.member(message, 'role');
  if (!role) throw new InvalidBody('A message needs a role.', `${placeOf(message)}.role`);
  checkBlocks(reader, reader.member(message, 'content'));
  return reader.string(role);
}

const blockMembers = 'type text id name input tool_use_id is_error thinking signature data title context'.split(' ');
const sourceMembers = 'type media_type data url file_id'.split(' ');

/** Makes sure that what means something stands once, in blocks and in the blocks within them. */
function checkBlocks(reader: BodyReader, content: JsonNode | null): void {
  for (const block of content?.kind === 'array' ? content.children : []) {
    reader.once(block, blockMembers);
    checkBlocks(reader, reader.member(block, 'content'));
    const source = reader.member(block, 'source');
    if (source?.kind !== 'object') continue;
    reader.once(source, sourceMembers);
    checkBlocks(reader, reader.member(source, 'content'));
  }
}

const scopeOfRole: Readonly<Record<string, Scope>> = { system: 'system', user: 'user', assistant: 'assistant' };

function scopeOf(text: string, node: JsonNode, inherited: Scope, roles: readonly string[]): Scope {
  const parent = node.parent!;
  if (!parent.parent) return node.key === 'system' ? 'system' : node.key === 'tools' ? 'tool_definitions' : 'other';
  if (parent.key === 'messages' && !parent.parent.parent) return scopeOfRole[roles[node.index] ?? ''] ?? 'other';
  const isBlock = parent.key === 'content' && parent.kind === 'array' && isMessage(parent.parent);
  return isBlock ? scopeOfBlock(typeOf(text, node), inherited) : inherited;
}

/** Calls and results of Anthropic's own tools too: `server_tool_use`, `web_search_tool_result`, … */
function scopeOfBlock(type: string, inherited: Scope): Scope {
  if (type.endsWith('tool_use')) return 'tool_call';
  return type.endsWith('tool_result') ? 'tool_result' : inherited;
}

function isMessage(node: JsonNode): boolean {
  const list = node.parent;
  return list?.key === 'messages' && list.parent !== null && list.parent.parent === null;
}

function typeOf(text: string, block: JsonNode): string {
  const type = block.children.find(({ key }) => key === 'type');
  return type?.kind === 'string' ? stringOf(text, type) : '';
}
