import { isList, type Json } from '../../platform/lossless-json.ts';
import { mediaOf } from '../interchange/media.ts';
import type { FilePart, Part } from '../interchange/prompt.ts';
import { MemberReader } from '../interchange/read-members.ts';

/** The `content` of a message: a string, or a list of parts. An empty string says nothing. */
export function contentOf(message: MemberReader): readonly Part[] {
  const content = message.any('content');
  const place = message.pathOf('content');
  if (content === null || content === '') return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content, place }];
  if (!isList(content)) throw message.invalid('content', 'a string or an array');
  return content.map((part, index) => partOf(MemberReader.of(part, `${place}[${index}]`)));
}

/** Where a part stands, with the marks that any part may have; read last, since it tells what nobody read. */
export function placed(reader: MemberReader): {
  place: string;
  cache?: Json;
  unknown?: Readonly<Record<string, Json>>;
} {
  const cache = reader.any('cache_control');
  return { place: reader.place, ...(cache === null ? {} : { cache }), ...reader.unknown() };
}

function partOf(part: MemberReader): Part {
  const type = part.needString('type');
  switch (type) {
    case 'text':
      return { kind: 'text', text: part.needString('text'), ...placed(part) };
    case 'refusal':
      return { kind: 'refusal', text: part.needString('refusal'), ...placed(part) };
    case 'image_url':
      return imageOf(part);
    case 'input_audio': {
      const audio = part.needObject('input_audio');
      const [format, data] = [audio.needString('format'), audio.needString('data')];
      return { kind: 'audio', format, data, ...placed(part) };
    }
    case 'file':
      return fileOf(part);
    default:
      return { kind: 'other', type, place: part.place };
  }
}

function imageOf(part: MemberReader): Part {
  // Many clients write the address itself where the API has an object.
  const written = part.stringIf('image_url');
  if (written !== null) return { kind: 'image', media: mediaOf(written), detail: null, ...placed(part) };
  const image = part.needObject('image_url');
  const [url, detail] = [image.needString('url'), image.string('detail')];
  return { kind: 'image', media: mediaOf(url), detail, ...placed(part) };
}

function fileOf(part: MemberReader): Part {
  const file = part.needObject('file');
  const name = file.string('filename');
  const id = file.string('file_id');
  const media = id === null ? fileMedia(file.needString('file_data')) : ({ from: 'file_id', id } as const);
  return { kind: 'file', name, media, ...placed(part) };
}

/** A `data:` URL (OpenAI), an address (OpenRouter), or bare base64 (older clients). */
function fileMedia(data: string): FilePart['media'] {
  return /^(?:data|https?):/i.test(data) ? mediaOf(data) : { from: 'base64', mediaType: null, data };
}
