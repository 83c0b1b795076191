import { isMembers, type Json } from '../../platform/lossless-json.ts';

/** What a text cites, as OpenAI's protocols have it. Indexes count UTF-16 code units of the text. */
export interface UrlCitation {
  readonly start_index: Json;
  readonly end_index: Json;
  readonly title: Json;
  readonly url: string;
}

/**
 * A citation of an address; null when it is one of something else. Where the text that it stands for is not told, it is
 * the end of what was said so far.
 * @param citation flat, or as chat completions have it
 * @param textLength UTF-16 code units said so far
 */
export function urlCitationOf(citation: Json, textLength: number): UrlCitation | null {
  if (!isMembers(citation)) return null;
  const inner = citation['url_citation'];
  const { url, title = null, start_index = textLength, end_index = textLength } = isMembers(inner) ? inner : citation;
  return typeof url === 'string' ? { start_index, end_index, title: title ?? url, url } : null;
}
