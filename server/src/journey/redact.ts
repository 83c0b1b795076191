import type { ChatRequest, TextNode } from '../providers/openai/chat-request.ts';
import type { Hit } from '../risk/rule-set.ts';
import type { JsonNode } from '../platform/json-tree.ts';
import { stringOf } from '../platform/json-tree.ts';
import { type TextEdit, applyEdits } from '../platform/text-edits.ts';

/** Members whose value means something to the protocol: replacing it would break the request. */
const fixed = new Set(['model', 'role', 'type', 'id', 'tool_call_id']);

/**
 * Whether a hit stands where nothing can be replaced: in a member's name, a number, a word of the protocol, a mark for
 * content that cannot be read, or in a JSON text inside a string that would no longer be one.
 */
export function cannotRedact(request: ChatRequest, hit: Hit): boolean {
  const at = request.nodes[hit.text];
  if (!at || at.part !== 'value' || at.node.kind !== 'string') return true;
  if (at.node.key !== null && fixed.has(at.node.key)) return true;
  const value = stringOf(request.text, at.node);
  return isJson(value) && !isJson(applyEdits(value, [{ start: hit.start, end: hit.end, text: labelOf(hit) }]));
}

/** The edits of the request's text that replace the hits; always the same for the same request. */
export function redactions(request: ChatRequest, hits: readonly Hit[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let last: { text: number; start: number; end: number; label: string } | null = null;
  const flush = (): void => {
    const node = last && (request.nodes[last.text] as TextNode).node;
    if (!last || !node) return;
    edits.push({
      start: sourceOffset(request.text, node, last.start),
      end: sourceOffset(request.text, node, last.end),
      text: last.label,
    });
  };
  for (const hit of hits.toSorted((a, b) => a.text - b.text || a.start - b.start)) {
    if (last && last.text === hit.text && hit.start <= last.end) {
      last.end = Math.max(last.end, hit.end);
      continue;
    }
    flush();
    last = { text: hit.text, start: hit.start, end: hit.end, label: labelOf(hit) };
  }
  flush();
  return edits;
}

function labelOf(hit: Hit): string {
  return `[REDACTED:${hit.rule}]`;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the code unit `offset` of a decoded string stands in the JSON text. */
function sourceOffset(text: string, node: JsonNode, offset: number): number {
  let at = node.start + 1;
  for (let decoded = 0; decoded < offset; decoded++) {
    if (text.charCodeAt(at) !== 0x5c) at += 1;
    else at += text.charCodeAt(at + 1) === 0x75 ? 6 : 2;
  }
  return at;
}
