import type { JsonNode } from '../platform/json-tree.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';

/** What a prompt amounts to for somebody who counts its tokens. */
export interface PromptTexts {
  readonly texts: readonly string[];
  /** Tokens that stand for what is no text: the frame of each message, and media. */
  readonly beside: number;
}

/** Members that name and link, and that no model reads as words. */
const unread = new Set(
  'role type id call_id tool_call_id tool_use_id signature encrypted_content cache_control ttl media_type detail'.split(
    ' ',
  ),
);

/** OpenAI's cookbook: three tokens frame a message, one is its role, and three begin the answer. */
const messageTokens = 4;
const answerTokens = 3;
/** OpenAI's count for an image of 1024 × 1024; others are near it. Audio and files are as unknown. */
const mediumTokens = 765;

/** The texts of a request that its model reads, without what only the APIs read, and without encoded media. */
export function promptTexts(request: GovernedRequest): PromptTexts {
  const { texts, nodes, conversation } = request;
  const media = new Set<JsonNode>();
  for (const { node, part } of nodes) if (part === 'mark') media.add(node);
  const read = texts.flatMap(({ scope, value }, index) => {
    const { node, part } = nodes[index]!;
    if (scope === 'other' || (part === 'value' && unread.has(node.key ?? ''))) return [];
    if (value.startsWith('data:')) media.add(node);
    return media.has(node) ? [] : [value];
  });
  let beside = 0;
  for (const node of media) beside += node.kind === 'array' ? tokenIds(node) : mediumTokens;
  const framed = conversation === null ? 0 : answerTokens + messageTokens * Math.max(1, conversation.children.length);
  return { texts: read, beside: framed + beside };
}

/** A text that comes as the numbers of its tokens: so many there are. */
function tokenIds({ children }: JsonNode): number {
  return children.length;
}
