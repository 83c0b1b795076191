import { isList, isMembers, type Json, type JsonMembers } from '../../platform/lossless-json.ts';
import type { FilePart, Media, Part } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';
import { placed } from '../openai/chat-parts.ts';

/** An image block: base64, an address, or the id of a file that Anthropic keeps. */
export function imageOf(block: MemberReader): Part {
  const media = mediaIn(block.needObject('source'));
  if (media === null) return { kind: 'other', type: 'image', place: block.place };
  return { kind: 'image', media, detail: null, ...placed(block) };
}

/** A document block: a PDF, a text, or blocks of text. */
export function documentOf(block: MemberReader): Part {
  const source = block.needObject('source');
  const name = block.string('title');
  const about = aboutOf({ context: block.string('context'), citations: citationsAsked(block.any('citations')) });
  const media = documentMedia(source);
  if (media === null) return { kind: 'other', type: 'document', place: block.place };
  return { kind: 'file', name, nameMember: 'title', media, ...about, ...placed(block) };
}

/** A search result that a tool, or the caller, found: its texts under its title. */
export function searchResultOf(block: MemberReader): Part {
  const [title, content] = [block.string('title'), block.list('content')];
  const about = aboutOf({ source: block.string('source'), citations: citationsAsked(block.any('citations')) });
  const text = textsIn(content, block.pathOf('content'));
  if (text === null) return { kind: 'other', type: 'search_result', place: block.place };
  return { kind: 'file', name: title, nameMember: 'title', media: { from: 'text', text }, ...about, ...placed(block) };
}

function mediaIn(source: MemberReader): Media | null {
  const type = source.needString('type');
  if (type === 'base64') {
    return { from: 'base64', mediaType: source.string('media_type'), data: source.needString('data') };
  }
  if (type === 'url') return { from: 'url', url: source.needString('url') };
  return type === 'file' ? { from: 'file_id', id: source.needString('file_id') } : null;
}

function documentMedia(source: MemberReader): FilePart['media'] | null {
  const type = source.needString('type');
  if (type === 'text') {
    source.pass('media_type');
    return { from: 'text', text: source.needString('data') };
  }
  if (type !== 'content') return mediaIn(source);
  const text = textsIn(source.any('content'), source.pathOf('content'));
  return text === null ? null : { from: 'text', text };
}

/** The texts of blocks, by empty lines; null where there is something else among them. */
function textsIn(content: Json, place: string): string | null {
  if (typeof content === 'string') return content;
  if (!isList(content)) return null;
  const blocks = content.map((block, index) => MemberReader.of(block, `${place}[${index}]`));
  const texts = blocks.map((block) => (block.string('type') === 'text' ? block.needString('text') : null));
  return texts.includes(null) ? null : texts.join('\n\n');
}

/** Not to be asked for citations is what is the case anyway. */
function citationsAsked(citations: Json): Json {
  return isMembers(citations) && citations['enabled'] !== true ? null : citations;
}

function aboutOf(members: JsonMembers): { readonly about?: JsonMembers } {
  const said = Object.entries(members).filter(([, value]) => value !== null);
  return said.length === 0 ? {} : { about: Object.fromEntries(said) };
}
