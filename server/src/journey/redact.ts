import type { GovernedRequest, TextNode } from '../providers/request/governed-request.ts';
import { encodedSpan } from '../risk/encoded-span.ts';
import { labelOf } from '../risk/redaction-label.ts';
import type { Hit } from '../risk/rule-set.ts';
import type { JsonNode } from '../platform/json-tree.ts';
import { sealOf } from '../providers/request/seal.ts';
import type { TextEdit } from '../platform/text-edits.ts';
import { innerJson } from './inner-json.ts';

/** Members whose value means something to the protocol: replacing it would break the request. */
const fixed = new Set([
  'model',
  'role',
  'type',
  'id',
  'tool_call_id',
  'tool_use_id',
  'call_id',
  'media_type',
  'file_id',
  'signature',
  'thought_signature',
  'encrypted_content',
  'encrypted_index',
]);

/**
 * Whether a hit stands where nothing can be replaced: in a member's name, a number, a word of the protocol, a mark for
 * content that cannot be read, in reasoning that its provider signed, or in a JSON text inside a string but not within one of that JSON's own strings.
 */
export function cannotRedact(request: GovernedRequest, hit: Hit): boolean {
  const at = request.nodes[hit.text];
  if (!at || at.part !== 'value' || at.node.kind !== 'string') return true;
  if (at.node.key !== null && fixed.has(at.node.key)) return true;
  if (isSigned(request, at.node)) return true;
  const inner = innerJson(request, hit.text, at.node);
  const { start, end } = spanOf(request, hit);
  return inner !== null && !inner.holds(start, end);
}

function spanOf({ texts }: GovernedRequest, hit: Hit): { start: number; end: number } {
  return encodedSpan(texts[hit.text]?.value ?? '', hit);
}

/** Within a thinking block with its signature, or a reasoning item with its encrypted content: neither may change. */
function isSigned({ text }: GovernedRequest, node: JsonNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (sealOf(text, at)) return true;
  return false;
}

/** The edits of the request's text that replace the hits; always the same for the same request. */
export function redactions(request: GovernedRequest, hits: readonly Hit[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let last: { text: number; start: number; end: number; label: string } | null = null;
  let source: { text: number; offsetOf: (offset: number) => number } | null = null;
  const flush = (): void => {
    const node = last && (request.nodes[last.text] as TextNode).node;
    if (!last || !node) return;
    if (source?.text !== last.text) source = { text: last.text, offsetOf: sourceOffsets(request.text, node) };
    edits.push({ start: source.offsetOf(last.start), end: source.offsetOf(last.end), text: last.label });
  };
  const places = hits.map((hit) => ({ text: hit.text, ...spanOf(request, hit), label: labelOf(hit.rule) }));
  for (const place of places.toSorted((a, b) => a.text - b.text || a.start - b.start)) {
    if (last && last.text === place.text && place.start <= last.end) {
      last.end = Math.max(last.end, place.end);
      continue;
    }
    flush();
    last = place;
  }
  flush();
  return edits;
}

/** Tells where the code units of a decoded string stand in the JSON text; asked in ascending order. */
function sourceOffsets(text: string, node: JsonNode): (offset: number) => number {
  let at = node.start + 1;
  let decoded = 0;
  return (offset) => {
    for (; decoded < offset; decoded++) {
      if (text.charCodeAt(at) !== 0x5c) at += 1;
      else at += text.charCodeAt(at + 1) === 0x75 ? 6 : 2;
    }
    return at;
  };
}
