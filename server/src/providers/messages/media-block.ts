import type { Losses } from '../interchange/losses.ts';
import { typeOf } from '../interchange/media.ts';
import type { FilePart, ImagePart } from '../interchange/prompt.ts';

/** An image block (Anthropic docs, "Vision"). */
export function imageBlock({ media, place }: ImagePart, losses: Losses): object {
  if (media.from === 'url') return { type: 'image', source: { type: 'url', url: media.url } };
  if (media.from === 'file_id') return losses.refuse(place);
  return { type: 'image', source: { type: 'base64', media_type: imageType(media), data: media.data } };
}

/** Anthropic does not know the name that many give to JPEG. */
function imageType({ mediaType, data }: { readonly mediaType: string | null; readonly data: string }): string {
  const said = mediaType?.toLowerCase() ?? typeOf(data);
  return said === 'image/jpg' ? 'image/jpeg' : said;
}

/** A file as a document (Anthropic docs, "PDF support", "Citations"): a PDF, or text; an image as what it is. */
export function documentBlock(part: FilePart, losses: Losses): object {
  const { media, name, place } = part;
  for (const about of Object.keys(part.about ?? {})) losses.lose('unknownPartMember', `${place}.${about}`);
  const title = name === null ? {} : { title: name };
  if (media.from === 'url') return { type: 'document', source: { type: 'url', url: media.url }, ...title };
  if (media.from === 'text') return textDocument(media.text, title);
  if (media.from === 'file_id') return losses.refuse(place);
  const mediaType = (media.mediaType ?? typeOf(media.data)).toLowerCase();
  if (mediaType.startsWith('image/')) {
    if (name !== null) losses.drop(`${place}.${part.nameMember ?? 'filename'}`);
    return imageBlock({ kind: 'image', media, detail: null, place }, losses);
  }
  if (isText(mediaType)) return textDocument(Buffer.from(media.data, 'base64').toString(), title);
  if (!mediaType.startsWith('application/pdf')) losses.refuse(place);
  return { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: media.data }, ...title };
}

function isText(mediaType: string): boolean {
  return /^(?:text\/|application\/(?:json|xml|yaml|x-yaml|javascript)\b)/.test(mediaType);
}

function textDocument(data: string, title: object): object {
  return { type: 'document', source: { type: 'text', media_type: 'text/plain', data }, ...title };
}
