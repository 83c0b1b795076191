import { isList } from '../../platform/lossless-json.ts';
import { mediaOf } from '../interchange/media.ts';
import type { FilePart, Media, Part } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';

/**
 * The content of a message (`content`), or what a tool gave back (`output`): a string, or a list of parts. An empty string
 * says nothing.
 */
export function partsIn(item: MemberReader, name: 'content' | 'output'): Part[] {
  const content = item.any(name);
  const place = item.pathOf(name);
  if (content === null || content === '') return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content, place }];
  if (!isList(content)) throw item.invalid(name, 'a string or an array');
  return content.map((part, index) => partOf(MemberReader.of(part, `${place}[${index}]`)));
}

function partOf(part: MemberReader): Part {
  const type = part.needString('type');
  switch (type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return textOf(part);
    case 'refusal':
      return { kind: 'refusal', text: part.needString('refusal'), ...placed(part) };
    case 'input_image':
      return imageOf(part);
    case 'input_file':
      return fileOf(part);
    case 'input_audio': {
      const audio = part.needObject('input_audio');
      const [format, data] = [audio.needString('format'), audio.needString('data')];
      return { kind: 'audio', format, data, ...placed(part) };
    }
    default:
      return { kind: 'other', type, place: part.place };
  }
}

/** Where a part stands, and what nobody read of it: to be asked last. */
function placed(part: MemberReader): Pick<Part, 'place' | 'unknown'> {
  return { place: part.place, ...part.unknown() };
}

function textOf(part: MemberReader): Part {
  const text = part.needString('text');
  const annotations = part.list('annotations') ?? [];
  // Of an answer that comes back: how sure the model was says nothing to the next one.
  part.pass('logprobs');
  return { kind: 'text', text, ...(annotations.length === 0 ? {} : { citations: annotations }), ...placed(part) };
}

function imageOf(part: MemberReader): Part {
  const said = part.string('detail');
  const detail = said === 'auto' ? null : said;
  const id = part.string('file_id');
  const media: Media = id === null ? mediaOf(part.needString('image_url')) : { from: 'file_id', id };
  return { kind: 'image', media, detail, ...placed(part) };
}

function fileOf(part: MemberReader): Part {
  const name = part.string('filename');
  const id = part.string('file_id');
  const url = part.string('file_url');
  if (part.peek('detail') === 'auto') part.pass('detail');
  const media =
    id === null
      ? url === null
        ? fileMedia(part.needString('file_data'))
        : mediaOf(url)
      : ({ from: 'file_id', id } as const);
  return { kind: 'file', name, media, ...placed(part) };
}

/** A `data:` URL, or bare base64 (older clients). */
function fileMedia(data: string): FilePart['media'] {
  return /^data:/i.test(data) ? mediaOf(data) : { from: 'base64', mediaType: null, data };
}
