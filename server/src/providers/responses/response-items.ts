import type { Part, ToolCallPart, ToolResultPart } from '../interchange/prompt.ts';
import type { MemberReader } from '../interchange/read-members.ts';
import { partsIn } from './response-parts.ts';
import { flatName } from './tool-names.ts';

/** A `function_call`: of a call that comes back, `call_id` is what its result names, `id` only the item's. */
export function callOf(item: MemberReader): ToolCallPart {
  return {
    kind: 'tool_call',
    id: item.needString('call_id'),
    name: flatName({ namespace: item.string('namespace'), name: item.needString('name') }),
    arguments: item.string('arguments') ?? '',
    signature: null,
    place: item.place,
  };
}

/** A `function_call_output`. */
export function resultOf(item: MemberReader): ToolResultPart {
  const id = item.needString('call_id');
  return { kind: 'tool_result', id, parts: partsIn(item, 'output'), isError: false, place: item.place };
}

/**
 * A `reasoning` item: sealed by OpenAI, or in words that nobody signed (of open models, and of the answers that are
 * converted here); nothing when it is only an id.
 */
export function reasoningParts(item: MemberReader): Part[] {
  const summary = textsIn(item, 'summary');
  const content = textsIn(item, 'content');
  const data = item.string('encrypted_content');
  const place = item.place;
  const words = content.join('') || (data ? '' : summary.join('\n\n'));
  const thinking = { kind: 'thinking', text: words, signature: null, by: null, place } as const;
  return [
    ...(data ? [{ kind: 'sealed_reasoning', data, summary, id: item.string('id'), by: 'openai', place } as const] : []),
    ...(words === '' ? [] : [thinking]),
  ];
}

function textsIn(item: MemberReader, name: string): string[] {
  return item.objects(name).flatMap((part) => part.string('text') || []);
}
