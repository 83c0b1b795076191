import { type JsonNode, stringOf } from '../../platform/json-tree.ts';

/** Members that hold a seal, by the type of what they stand in: Anthropic's blocks, and items of the responses API. */
const memberOfType: ReadonlyMap<string, string> = new Map([
  ['thinking', 'signature'],
  ['redacted_thinking', 'data'],
  ['reasoning', 'encrypted_content'],
]);

/** The signature or encrypted content of a piece of reasoning, empty when it has none; null for anything else. */
export function sealOf(text: string, node: JsonNode): string | null {
  const member = memberOfType.get(stringMember(text, node, 'type') ?? '');
  return member === undefined ? null : (stringMember(text, node, member) ?? '');
}

/** The member of this name, if it is a string. */
export function stringMember(text: string, node: JsonNode, name: string): string | null {
  const found = node.children.find(({ key }) => key === name);
  return found?.kind === 'string' ? stringOf(text, found) : null;
}
