import type { Scope } from '@tollgate/contract';
import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import { BodyReader } from '../request/body-reader.ts';
import { collectTexts } from '../request/collect-texts.ts';
import { type GovernedRequest, InvalidBody } from '../request/governed-request.ts';
import { type ItemHead, resultMembers, scopeOfItem } from './item-scope.ts';
import { refuseUnseen } from './unseen-content.ts';

/**
 * Reads `POST /v1/responses` (OpenAI API reference, "Create a model response"). Checks the types of what it reads and
 * nothing else: items of any type are scanned and pass. What names content that a provider keeps and the gateway cannot
 * see is refused.
 * @throws InvalidBody
 */
export function readResponsesRequest(text: string): GovernedRequest {
  const reader = new BodyReader(text);
  const { root } = reader;
  const model = reader.model();
  refuseUnseen(reader);
  const input = inputOf(reader);
  const heads = input.kind === 'array' ? input.children.map((item) => headOf(reader, item)) : [];
  reader.once(root, ['instructions', 'tools', 'reasoning', 'max_output_tokens', 'include']);
  return {
    text,
    root,
    model,
    stream: reader.boolean(root, 'stream') ?? false,
    usageAsked: true,
    needsStructure: needsStructure(reader),
    conversation: input.kind === 'array' ? input : null,
    carried: reader.carried(),
    ...collectTexts(text, root, (node, inherited) => scopeOf(node, inherited, heads)),
  };
}

function inputOf(reader: BodyReader): JsonNode {
  const input = reader.member(reader.root, 'input');
  if (input?.kind === 'string' || (input?.kind === 'array' && input.children.length > 0)) return input;
  throw new InvalidBody('"input" must be a text, or an array with at least one item.', 'input');
}

function needsStructure(reader: BodyReader): boolean {
  const { root } = reader;
  const choice = reader.member(root, 'tool_choice');
  const isAllowedOnly =
    choice?.kind === 'object' &&
    reader.optionalString(choice, 'type') === 'allowed_tools' &&
    reader.optionalString(choice, 'mode') !== 'required';
  const isForced = choice !== null && (choice.kind === 'object' || reader.raw(choice) === '"required"');
  const words = reader.object(root, 'text');
  const format = words && reader.object(words, 'format');
  const type = format && reader.member(format, 'type');
  return (isForced && !isAllowedOnly) || (type !== null && reader.raw(type) !== '"text"');
}

const itemMembers =
  'type role content id call_id name namespace arguments input output summary encrypted_content action'.split(' ');
const partMembers = 'type text refusal image_url file_id file_data file_url filename input_audio'.split(' ');

/** What an item is; also makes sure that nothing that means something in it stands twice. */
function headOf(reader: BodyReader, item: JsonNode): ItemHead {
  if (item.kind !== 'object') throw new InvalidBody('An item of the input must be an object.', placeOf(item));
  reader.once(item, itemMembers);
  for (const name of ['content', 'output', 'summary']) {
    const parts = reader.member(item, name);
    for (const part of parts?.kind === 'array' ? parts.children : []) reader.once(part, partMembers);
  }
  return { type: wordOf(reader, item, 'type'), role: wordOf(reader, item, 'role') };
}

function wordOf(reader: BodyReader, item: JsonNode, name: string): string {
  const node = reader.member(item, name);
  return node === null || reader.raw(node) === 'null' ? '' : reader.string(node);
}

const scopeOfMember: Readonly<Record<string, Scope>> = {
  instructions: 'system',
  input: 'user',
  tools: 'tool_definitions',
};

/** @param heads of the items of `input`; none when it is a string */
function scopeOf(node: JsonNode, inherited: Scope, heads: readonly ItemHead[]): Scope {
  const parent = node.parent!;
  if (parent.parent === null) return scopeOfMember[node.key ?? ''] ?? 'other';
  if (isInput(parent)) return scopeOfItem(heads[node.index] ?? { type: '', role: '' });
  const isOfItem = parent.parent !== null && isInput(parent.parent);
  return isOfItem && inherited === 'tool_call' && resultMembers.has(node.key ?? '') ? 'tool_result' : inherited;
}

function isInput(node: JsonNode): boolean {
  return node.key === 'input' && node.parent !== null && node.parent.parent === null;
}
