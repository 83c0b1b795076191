import type { Media } from './prompt.ts';

const dataUrl = /^data:([^,]*),/i;

/** What an address holds: the bytes of a `data:` URL (RFC 2397), or the address itself. */
export function mediaOf(url: string): Media {
  const head = dataUrl.exec(url);
  if (!head) return { from: 'url', url };
  const [whole, about = ''] = head;
  const isBase64 = /;base64$/i.test(about);
  const mediaType = (isBase64 ? about.slice(0, -';base64'.length) : about) || null;
  const rest = url.slice(whole.length);
  const data = isBase64 ? rest : base64Of(rest);
  return data === null ? { from: 'url', url } : { from: 'base64', mediaType, data };
}

/** As an address; null for a file that a provider keeps. */
export function urlOf(media: Media): string | null {
  if (media.from === 'url') return media.url;
  return media.from === 'base64' ? `data:${media.mediaType ?? typeOf(media.data)};base64,${media.data}` : null;
}

/** How base64 of well-known media begins. */
const beginnings: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi', 'application/pdf'],
];

/** The media type of bytes by what they begin with. */
export function typeOf(base64: string): string {
  return beginnings.find(([beginning]) => base64.startsWith(beginning))?.[1] ?? 'application/octet-stream';
}

/** Of the percent-encoded text of a `data:` URL; null when it is none. */
function base64Of(text: string): string | null {
  try {
    return Buffer.from(decodeURIComponent(text)).toString('base64');
  } catch {
    return null;
  }
}
