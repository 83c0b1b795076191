import { type JsonNode, stringOf } from '../../platform/json-tree.ts';

/** Members that hold a seal, by the type of what they stand in: Anthropic's blocks, and items of the responses API. */
const memberOfType: ReadonlyMap<string, string> = new Map([
  ['thinking', 'signature'],
  ['redacted_thinking', 'data'],
  ['reasoning', 'encrypted_content'],
]);

/**
 * Stands for a signature in answers of ours whose thinking nobody signed, since Anthropic's shape wants one: told apart by
 * it from what a provider without signatures gave, which is that provider's to take back.
 */
export const unsigned = 'tollgate-unsigned';

/** Whether this gateway made a piece of reasoning, in an answer that it converted. */
export function isOfOurMaking(text: string, node: JsonNode): boolean {
  return (
    stringMember(text, node, 'signature') === unsigned || stringMember(text, node, 'id')?.startsWith('rs_req_') === true
  );
}

/** The signature or encrypted content of a piece of reasoning, empty when it has none; null for anything else. */
export function sealOf(text: string, node: JsonNode): string | null {
  const member = memberOfType.get(stringMember(text, node, 'type') ?? '');
  if (member === undefined) return null;
  const seal = stringMember(text, node, member) ?? '';
  return seal === unsigned ? '' : seal;
}

/** The member of this name, if it is a string. */
export function stringMember(text: string, node: JsonNode, name: string): string | null {
  const found = node.children.find(({ key }) => key === name);
  return found?.kind === 'string' ? stringOf(text, found) : null;
}
