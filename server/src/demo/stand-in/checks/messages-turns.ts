import { refuse } from '../failure.ts';
import { isObject, type JsonObject, memberOf, objectsIn, stringIn } from '../json.ts';
import { isSignature } from '../signature.ts';

/** What Anthropic refuses of a conversation. @throws Refused */
export function checkTurns(turns: readonly JsonObject[], isThinking: boolean): void {
  if (turns.length === 0) refuse('messages: at least one message is required');
  let open: string[] = [];
  turns.forEach((turn, index) => {
    checkTurn(turn, index, index === turns.length - 1);
    const blocks = objectsIn(turn['content']);
    if (turn['role'] !== 'system') checkResults(blocks, open, index);
    if (turn['role'] === 'assistant') {
      open = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => stringIn(id));
      if (isThinking && open.length > 0 && !stringIn(blocks[0]?.['type']).endsWith('thinking')) {
        refuse(
          `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found ` +
            `\`${stringIn(blocks[0]?.['type'])}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
        );
      }
    } else if (turn['role'] === 'user') open = [];
  });
  if (open.length > 0) refuseUnanswered(open, turns.length - 1);
}

function checkTurn({ role, content, ...rest }: JsonObject, index: number, isLast: boolean): void {
  const place = `messages.${index}`;
  if (!['user', 'assistant', 'system'].includes(stringIn(role))) {
    refuse(`messages: Unexpected role "${stringIn(role)}". Allowed roles are "user" or "assistant".`);
  }
  const [extra] = Object.keys(rest);
  if (extra !== undefined) refuse(`${place}.${extra}: Extra inputs are not permitted`);
  const isEmpty = content === '' || (Array.isArray(content) && content.length === 0);
  if (isEmpty && !(isLast && role === 'assistant')) {
    refuse(`${place}: all messages must have non-empty content except for the optional final assistant message`);
  }
  if (typeof content !== 'string' && !Array.isArray(content)) refuse(`${place}.content: Input should be a valid list`);
  objectsIn(content).forEach((block, at) => checkBlock(block, `${place}.content.${at}`, stringIn(role)));
  const end = typeof content === 'string' ? content : stringIn(objectsIn(content).at(-1)?.['text']);
  if (isLast && role === 'assistant' && /\s$/.test(end)) {
    refuse('messages: final assistant content cannot end with trailing whitespace');
  }
}

const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const blockTypes =
  /^(text|image|document|search_result|thinking|redacted_thinking|tool_use|tool_result|container_upload|server_tool_use|mcp_tool_use|[a-z_]+_tool_result|tool_reference|compaction)$/;

function checkBlock(block: JsonObject, place: string, role: string): void {
  const type = stringIn(block['type']);
  if (!blockTypes.test(type))
    refuse(`${place}: Input tag '${type}' found using 'type' does not match any of the expected tags`);
  if (type === 'text') checkText(block['text'], place);
  if (type === 'image') checkImage(block['source'], place);
  if (type === 'tool_use') checkUse(block, place, role);
  if (type === 'thinking' && !isSignature(block['signature'], stringIn(block['thinking']))) {
    refuse(`${place}: Invalid \`signature\` in \`thinking\` block`);
  }
  if (type === 'tool_result') {
    if (role !== 'user') refuse(`${place}: \`tool_result\` blocks can only be in \`user\` messages`);
    objectsIn(block['content']).forEach((inner, at) => checkBlock(inner, `${place}.tool_result.content.${at}`, role));
  }
}

function checkText(text: unknown, place: string): void {
  if (typeof text !== 'string') refuse(`${place}.text.text: Field required`);
  if (text === '') refuse('messages: text content blocks must be non-empty');
  if (text.trim() === '') refuse('messages: text content blocks must contain non-whitespace text');
}

function checkImage(source: unknown, place: string): void {
  if (memberOf(source, 'type') !== 'base64') return;
  if (imageTypes.includes(stringIn(memberOf(source, 'media_type')))) return;
  refuse(
    `${place}.image.source.base64.media_type: Input should be ${imageTypes.map((type) => `'${type}'`).join(', ')}`,
  );
}

function checkUse({ id, input, name }: JsonObject, place: string, role: string): void {
  if (role !== 'assistant') refuse(`${place}: \`tool_use\` blocks can only be in \`assistant\` messages`);
  if (!/^[a-zA-Z0-9_-]+$/.test(stringIn(id))) {
    refuse(`${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`);
  }
  if (!/^[a-zA-Z0-9_-]{1,200}$/.test(stringIn(name))) refuse(`${place}.tool_use.name: String should match pattern`);
  if (!isObject(input)) refuse(`${place}.tool_use.input: Input should be a valid dictionary`);
}

/** Results stand in the message directly after their calls, before all else in it. */
function checkResults(blocks: readonly JsonObject[], open: readonly string[], index: number): void {
  const leading = blocks.findIndex(({ type }) => type !== 'tool_result');
  const first = leading === -1 ? blocks : blocks.slice(0, leading);
  const answered = first.map((block) => stringIn(block['tool_use_id']));
  const all = blocks.filter(({ type }) => type === 'tool_result').map((block) => stringIn(block['tool_use_id']));
  const unexpected = all.find((id) => !open.includes(id));
  if (unexpected !== undefined) {
    refuse(
      `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${unexpected}. ` +
        'Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    );
  }
  if (new Set(all).size < all.length) refuse(`messages.${index}.content.0: each tool_use must have a single result.`);
  const missing = open.filter((id) => !answered.includes(id));
  if (missing.length > 0) refuseUnanswered(missing, index - 1);
}

function refuseUnanswered(ids: readonly string[], index: number): never {
  refuse(
    `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. ` +
      'Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
  );
}
