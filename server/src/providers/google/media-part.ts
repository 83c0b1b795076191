import type { Losses } from '../interchange/losses.ts';
import { typeOf } from '../interchange/media.ts';
import type { AudioPart, FilePart, ImagePart, Media } from '../interchange/prompt.ts';

/** A part that holds no words of its own. */
export type MediaPart =
  | { readonly inlineData: { readonly mimeType: string; readonly data: string } }
  | { readonly fileData: { readonly mimeType?: string; readonly fileUri: string } };

const typeOfEnding: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heic: 'image/heic',
  gif: 'image/gif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  mp3: 'audio/mp3',
  wav: 'audio/wav',
  mp4: 'video/mp4',
};

export function imagePart(part: ImagePart, losses: Losses): MediaPart {
  return mediaPart(part.media, null, part.place, losses);
}

export function audioPart({ format, data }: AudioPart): MediaPart {
  return { inlineData: { mimeType: `audio/${format.toLowerCase()}`, data } };
}

/** A file of text is its text; any other one keeps its bytes. Its name has no place in the Gemini API. */
export function filePart(part: FilePart, losses: Losses): MediaPart | { readonly text: string } {
  for (const name of Object.keys(part.about ?? {})) losses.drop(`${part.place}.${name}`);
  if (part.name !== null) losses.drop(`${part.place}.${part.nameMember ?? 'filename'}`);
  if (part.media.from === 'text') return { text: part.media.text };
  return mediaPart(part.media, part.name, part.place, losses);
}

function mediaPart(media: Media, name: string | null, place: string, losses: Losses): MediaPart {
  switch (media.from) {
    case 'base64': {
      const sniffed = typeOf(media.data);
      const known = sniffed === 'application/octet-stream' ? typeByName(name ?? '') : sniffed;
      const mimeType =
        media.mediaType ?? known ?? losses.refuse(place, `"${place}" needs the media type of its bytes.`);
      return { inlineData: { mimeType, data: media.data } };
    }
    case 'url': {
      if (!/^(?:https|gs):\/\//i.test(media.url)) losses.refuse(place);
      const mimeType = typeByName(media.url.replace(/[?#].*$/, ''));
      return { fileData: { ...(mimeType === undefined ? {} : { mimeType }), fileUri: media.url } };
    }
    case 'file_id':
      return losses.refuse(place, `"${place}" is a file that another provider keeps.`);
  }
}

function typeByName(name: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1];
  return ending === undefined ? undefined : typeOfEnding[ending.toLowerCase()];
}
