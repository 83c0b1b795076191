import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import type { TextSpot } from './answer-texts.ts';

/** Members that say nothing: names, numbers, seals, and what cannot be read. */
const silent = new Set(
  'id type role name object model status index format call_id item_id response_id tool_call_id tool_use_id file_id container_id media_type signature thought_signature encrypted_content encrypted_index data result b64_json obfuscation system_fingerprint service_tier finish_reason native_finish_reason stop_reason logprobs usage'.split(
    ' ',
  ),
);
/** Members that hold what a tool is called with. */
const ofCalls = new Set(['arguments', 'input', 'code', 'partial_json', 'tool_calls', 'function_call']);

/** Every string below a node that may say something, and what tools are called with as the JSON that it is. */
export function textsIn(
  node: JsonNode | undefined,
  isStructured: boolean,
  nameOf: (node: JsonNode) => string = placeOf,
): TextSpot[] {
  if (node === undefined || (node.key !== null && silent.has(node.key))) return [];
  const isCall = node.key !== null && ofCalls.has(node.key);
  const place = nameOf(node);
  if (node.kind === 'object' && node.key === 'input') {
    if (node.children.length === 0) return [];
    return [{ node, kind: 'json', key: place, name: { place, scope: 'tool_call', isJson: true } }];
  }
  if (node.kind === 'object' || node.kind === 'array') {
    return node.children.flatMap((child) => textsIn(child, isStructured, nameOf));
  }
  if (node.kind !== 'string' || node.end - node.start <= 2) return [];
  const isJson = node.key === 'arguments' || (isStructured && (node.key === 'content' || node.key === 'text'));
  return [{ node, kind: 'whole', key: place, name: { place, scope: isCall ? 'tool_call' : 'assistant', isJson } }];
}

export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.children.find(({ key }) => key === name);
}

/** A whole number; `otherwise` where there is none. */
export function numberIn(node: JsonNode | undefined, name: string, text: string, otherwise: number): number {
  const found = member(node, name);
  return found?.kind === 'number' ? Number(text.slice(found.start, found.end)) : otherwise;
}
