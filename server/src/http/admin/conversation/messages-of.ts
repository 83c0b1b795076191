import type { admin } from '@tollgate/contract';
import { type JsonNode, placeOf } from '../../../platform/json-tree.ts';
import { member } from '../../../providers/answer-texts/texts-in.ts';
import type { PartWriter } from './part-writer.ts';

type Message = admin.ConversationMessage;
type Part = admin.ConversationPart;

/** A message before it is known whether it came with the call; the index is that within the list of the protocol. */
export type ReadMessage = Omit<Message, 'is_new'> & { readonly index: number };

/** The messages of a request, in the words of whichever protocol it speaks. */
export function messagesOf(root: JsonNode, write: PartWriter): ReadMessage[] {
  const messages = member(root, 'messages');
  const system = member(root, 'system') ?? member(root, 'instructions');
  const before = system === undefined ? [] : [message(system, 'system', -1, contentParts(system, write))];
  if (messages !== undefined)
    return [...before, ...messages.children.map((node, index) => chatMessage(node, index, write))];
  const input = member(root, 'input');
  if (input === undefined) return before;
  if (input.kind !== 'array') return [...before, message(input, 'user', 0, contentParts(input, write))];
  return [...before, ...input.children.map((node, index) => itemMessage(node, index, write))];
}

/** The messages of an answer: the view of a stream, a whole answer of any protocol, or an error. */
export function answerOf(root: JsonNode, write: PartWriter): ReadMessage[] {
  const error = member(root, 'error');
  if (error?.kind === 'object') return [message(error, 'error', 0, write.part('text', member(error, 'message')))];
  const choices = member(root, 'choices');
  if (choices !== undefined) {
    return choices.children.flatMap((choice, index) => {
      const said = member(choice, 'message');
      return said === undefined ? [] : [chatMessage(said, index, write)];
    });
  }
  const output = member(root, 'output');
  if (output !== undefined) return output.children.map((node, index) => itemMessage(node, index, write));
  if (member(root, 'role') !== undefined) return [chatMessage(root, 0, write)];
  return [];
}

export function finishReasonOf(root: JsonNode, write: PartWriter): string | null {
  const [choice] = member(root, 'choices')?.children ?? [];
  return (
    write.word(root, 'finish_reason') ??
    write.word(root, 'stop_reason') ??
    write.word(choice, 'finish_reason') ??
    (member(root, 'output') === undefined ? null : write.word(root, 'status'))
  );
}

/** The tools that a request offers. */
export function toolsOf(root: JsonNode, write: PartWriter): string[] {
  return (member(root, 'tools')?.children ?? []).flatMap(
    (tool) =>
      write.word(member(tool, 'function'), 'name') ?? write.word(tool, 'name') ?? write.word(tool, 'type') ?? [],
  );
}

function message(node: JsonNode, role: string, index: number, parts: Part[]): ReadMessage {
  return { place: placeOf(node), role, index, parts };
}

/** Chat completions and Anthropic's messages. */
function chatMessage(node: JsonNode, index: number, write: PartWriter): ReadMessage {
  const role = write.word(node, 'role') ?? 'assistant';
  const content = member(node, 'content');
  const callId = write.word(node, 'tool_call_id');
  const said =
    role === 'tool' || role === 'function'
      ? write.part('tool_result', flat(content), { call_id: callId, name: write.word(node, 'name') })
      : contentParts(content, write);
  return message(node, role, index, [
    ...write.part('reasoning', member(node, 'reasoning_content')),
    ...write.part('reasoning', member(node, 'reasoning')),
    ...said,
    ...write.part('text', member(node, 'refusal')),
    ...(member(node, 'tool_calls')?.children ?? []).flatMap((call) => toolCall(call, write)),
    ...(member(node, 'function_call')?.kind === 'object' ? toolCall(member(node, 'function_call')!, write) : []),
  ]);
}

/** A list of one text is that text. */
function flat(content: JsonNode | undefined): JsonNode | undefined {
  const [only, ...others] = content?.kind === 'array' ? content.children : [];
  return only !== undefined && others.length === 0 ? (member(only, 'text') ?? content) : content;
}

function toolCall(call: JsonNode, write: PartWriter): Part[] {
  const inner = member(call, 'function') ?? member(call, 'custom') ?? call;
  const given = member(inner, 'arguments') ?? member(inner, 'input');
  const of = { name: write.word(inner, 'name'), call_id: write.word(call, 'id') };
  const [part] = write.part('tool_call', given, of);
  return [part ?? { ...emptyPart, kind: 'tool_call', place: placeOf(call), ...of }];
}

const emptyPart = { text: '', marks: [], characters: 0, media: null };

function contentParts(content: JsonNode | undefined, write: PartWriter): Part[] {
  if (content === undefined) return [];
  if (content.kind !== 'array') return write.part('text', content);
  return content.children.flatMap((block) => blockPart(block, write));
}

function blockPart(block: JsonNode, write: PartWriter): Part[] {
  if (block.kind !== 'object') return write.part('text', block);
  const type = write.stringOf(block, 'type');
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'summary_text':
    case 'reasoning_text':
      return write.part('text', member(block, 'text'));
    case 'refusal':
      return write.part('text', member(block, 'refusal'));
    case 'thinking':
      return write.part('reasoning', member(block, 'thinking'));
    case 'tool_use':
    case 'server_tool_use':
      return toolCall(block, write);
    case 'tool_result':
      return write.part('tool_result', flat(member(block, 'content')), { call_id: write.word(block, 'tool_use_id') });
    case 'redacted_thinking':
    case null:
    default: {
      const media = write.media(block);
      return media ? [media] : write.part('other', block, { name: write.word(block, 'type') });
    }
  }
}

/** An item of the responses API. */
function itemMessage(node: JsonNode, index: number, write: PartWriter): ReadMessage {
  if (node.kind !== 'object') return message(node, 'user', index, write.part('text', node));
  const type = write.stringOf(node, 'type');
  const callId = write.word(node, 'call_id');
  switch (type) {
    case 'function_call':
    case 'custom_tool_call': {
      const [part] = toolCall(node, write);
      return message(node, 'assistant', index, part ? [{ ...part, call_id: callId }] : []);
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return message(node, 'tool', index, write.part('tool_result', flat(member(node, 'output')), { call_id: callId }));
    case 'reasoning': {
      const said = [member(node, 'summary'), member(node, 'content')].flatMap((list) => contentParts(list, write));
      return message(
        node,
        'assistant',
        index,
        said.map((part) => ({ ...part, kind: 'reasoning' as const })),
      );
    }
    case 'message':
    case null:
      return message(node, write.word(node, 'role') ?? 'user', index, contentParts(member(node, 'content'), write));
    default:
      return message(node, 'assistant', index, write.part('other', node, { name: write.word(node, 'type') }));
  }
}
