import { isList, isMembers } from '../../platform/lossless-json.ts';
import type { Part } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';
import { placed } from '../openai/chat-parts.ts';
import { documentOf, imageOf, searchResultOf } from './read-media.ts';
import { unsigned } from '../request/seal.ts';

/** The content blocks in a member: a list, or a string for one text. */
export function contentOf(holder: MemberReader, name: string): readonly Part[] {
  const content = holder.any(name);
  const place = holder.pathOf(name);
  if (content === null || content === '') return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content, place }];
  if (!isList(content)) throw holder.invalid(name, 'a string or an array');
  return content.map((block, index) => partOf(MemberReader.of(block, `${place}[${index}]`)));
}

function partOf(block: MemberReader): Part {
  const type = block.needString('type');
  switch (type) {
    case 'text':
      return textOf(block);
    case 'image':
      return imageOf(block);
    case 'document':
      return documentOf(block);
    case 'search_result':
      return searchResultOf(block);
    case 'thinking':
      return thinkingOf(block);
    case 'redacted_thinking': {
      const data = block.needString('data');
      return { kind: 'sealed_reasoning', data, summary: [], id: null, by: 'anthropic', ...placed(block) };
    }
    case 'tool_use':
      return callOf(block);
    case 'tool_result': {
      const [id, isError] = [block.needString('tool_use_id'), block.boolean('is_error') ?? false];
      return { kind: 'tool_result', id, parts: contentOf(block, 'content'), isError, ...placed(block) };
    }
    default:
      // Calls and results of Anthropic's own tools, among others: all of it is lost together.
      return { kind: 'other', type, place: block.place };
  }
}

function textOf(block: MemberReader): Part {
  const text = block.needString('text');
  const citations = block.any('citations');
  const isSaid = citations !== null && !(isList(citations) && citations.length === 0);
  return { kind: 'text', text, ...(isSaid ? { citations } : {}), ...placed(block) };
}

/** An answer of another family, written as a message, has thinking that nobody signed. */
function thinkingOf(block: MemberReader): Part {
  const text = block.needString('thinking');
  const given = block.string('signature') || null;
  const signature = given === unsigned ? null : given;
  return { kind: 'thinking', text, signature, by: signature === null ? null : 'anthropic', ...placed(block) };
}

function callOf(block: MemberReader): Part {
  const [id, name, input] = [block.needString('id'), block.needString('name'), block.any('input')];
  if (input !== null && !isMembers(input)) throw block.invalid('input', 'an object');
  // What clients send back of an answer: the call was the model's own.
  const caller = block.peek('caller');
  if (isMembers(caller) && caller['type'] === 'direct') block.pass('caller');
  const written = input === null ? '' : JSON.stringify(input);
  return { kind: 'tool_call', id, name, arguments: written, signature: null, ...placed(block) };
}
