import type { Losses } from '../interchange/losses.ts';
import { urlOf } from '../interchange/media.ts';
import type { FilePart, ImagePart, Part } from '../interchange/prompt.ts';

export type ChatContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: string } }
  | { readonly type: 'input_audio'; readonly input_audio: { readonly data: string; readonly format: string } }
  | { readonly type: 'file'; readonly file: { readonly file_data: string; readonly filename: string } };

/** Parts of a user's or a tool's words, as chat has them; those that the table does not carry are left out. */
export function partsOf(parts: readonly Part[], losses: Losses): ChatContentPart[] {
  return parts.flatMap((part) => {
    if (losses.table.parts[part.kind] !== 'carried') return [];
    switch (part.kind) {
      case 'text':
        return part.text === '' ? [] : [{ type: 'text', text: part.text }];
      case 'image':
        return [imageOf(part, losses)];
      case 'audio':
        return [{ type: 'input_audio', input_audio: { data: part.data, format: part.format } }];
      case 'file':
        return [fileOf(part, losses)];
      default:
        return losses.refuse(part.place);
    }
  });
}

/**
 * The plainest form: a string where there is but one text. Several texts stay apart for OpenAI; many other servers take
 * nothing but a string where no image is, so there they are joined by an empty line.
 */
export function contentOfParts(
  parts: readonly ChatContentPart[],
  isCompatible: boolean,
): string | readonly ChatContentPart[] {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (texts.length < parts.length) return parts;
  return texts.length < 2 || isCompatible ? texts.join('\n\n') : parts;
}

function imageOf(part: ImagePart, losses: Losses): ChatContentPart {
  const url = urlOf(part.media);
  if (url === null) return losses.refuse(part.place);
  return { type: 'image_url', image_url: { url, ...(part.detail === null ? {} : { detail: part.detail }) } };
}

/** Chat takes the bytes of a file only; a document that is text is said as text, under its name. */
function fileOf(part: FilePart, losses: Losses): ChatContentPart {
  const { media, name } = part;
  for (const about of Object.keys(part.about ?? {})) losses.lose('unknownPartMember', `${part.place}.${about}`);
  if (media.from === 'text') return { type: 'text', text: name === null ? media.text : `${name}:\n\n${media.text}` };
  if (media.from !== 'base64') return losses.refuse(part.place);
  return { type: 'file', file: { file_data: urlOf(media) ?? '', filename: name ?? 'file' } };
}
