import type { JsonNode } from '../../platform/json-tree.ts';
import type { TextEdit } from '../../platform/text-edits.ts';
import { unsigned } from '../../providers/request/seal.ts';

/** The tokens of a text that is changed tell what it was: they are left out, as where nobody asked for them. */
export function logprobsBeside(node: JsonNode): TextEdit[] {
  return [node.parent, node.parent?.parent].flatMap((around) => {
    const logprobs = around?.children.find(({ key }) => key === 'logprobs');
    if (logprobs?.kind !== 'object' && logprobs?.kind !== 'array') return [];
    return [{ start: logprobs.start, end: logprobs.end, text: logprobs.kind === 'array' ? '[]' : 'null' }];
  });
}

/** Thinking that was changed is not what its provider signed. */
export function sealInstead(node: JsonNode): TextEdit {
  return { start: node.start, end: node.end, text: JSON.stringify(unsigned) };
}

/** The number of an event, and where it stands; null where events have none. */
export function numberOf(root: JsonNode, text: string): { value: number; start: number; end: number } | null {
  const node = root.children.find(({ key }) => key === 'sequence_number');
  if (node?.kind !== 'number') return null;
  return { value: Number(text.slice(node.start, node.end)), start: node.start, end: node.end };
}
