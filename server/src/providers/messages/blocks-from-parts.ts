import type { Losses } from '../interchange/losses.ts';
import type { Part, ThinkingPart, ToolResultPart } from '../interchange/prompt.ts';
import { argumentsObject } from '../interchange/tool-arguments.ts';
import type { CallIds } from './call-ids.ts';
import { documentBlock, imageBlock } from './media-block.ts';

/** Any content block; only what is looked at here is spelled out. */
export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly cache_control?: unknown;
}

/** Parts as content blocks. Texts of nothing but blanks are left out: Anthropic answers 400 to them. */
export function blocksFromParts(parts: readonly Part[], ids: CallIds, losses: Losses): Block[] {
  return parts.flatMap((part): Block[] => {
    const block = blockOf(part, ids, losses) as Block | null;
    if (block === null) return [];
    const mark = part.cache === undefined || block.type.endsWith('thinking') ? {} : { cache_control: part.cache };
    return [{ ...block, ...mark }];
  });
}

function blockOf(part: Part, ids: CallIds, losses: Losses): object | null {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text.trim() === '' ? null : { type: 'text', text: part.text };
    case 'image':
      return imageBlock(part, losses);
    case 'file':
      return documentBlock(part, losses);
    case 'thinking':
      return thinkingBlock(part, losses);
    case 'sealed_reasoning':
      if (part.by === 'anthropic') return { type: 'redacted_thinking', data: part.data };
      losses.drop(part.place);
      return null;
    case 'tool_call': {
      const { id, name } = part;
      return { type: 'tool_use', id: ids.ofCall(id), name, input: argumentsObject(part.arguments) };
    }
    case 'tool_result':
      return resultBlock(part, ids, losses);
    case 'audio':
    case 'other':
      return losses.refuse(part.place);
  }
}

/** Only its maker can tell that a thought was its own; what others thought is not told as Claude's. */
function thinkingBlock({ text, signature, by, place }: ThinkingPart, losses: Losses): object | null {
  if (by === 'anthropic' && signature !== null) return { type: 'thinking', thinking: text, signature };
  losses.drop(place);
  return null;
}

function resultBlock(result: ToolResultPart, ids: CallIds, losses: Losses): object {
  const blocks = blocksFromParts(result.parts, ids, losses);
  const [only] = blocks;
  const isPlain = blocks.length === 1 && only?.type === 'text' && only.cache_control === undefined;
  return {
    type: 'tool_result',
    tool_use_id: ids.ofResult(result.id),
    ...(blocks.length === 0 ? {} : { content: isPlain ? only.text : blocks }),
    ...(result.isError ? { is_error: true } : {}),
  };
}
