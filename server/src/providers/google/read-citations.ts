import type { JsonMembers } from '../../platform/lossless-json.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../openai/answer-reading.ts';

/**
 * What a candidate cites, in the shape of chat's `url_citation`: sources of Google's search (`groundingMetadata`), and texts
 * that it recites (`citationMetadata`). Offsets are left out where Google names none.
 */
export function readCitations(candidate: JsonObject): readonly JsonMembers[] {
  const { groundingMetadata: grounding, citationMetadata: recited } = candidate;
  const sources = isObject(grounding) ? objectsOf(grounding['groundingChunks']).map(({ web }) => web) : [];
  const texts = isObject(recited) ? objectsOf(recited['citationSources'] ?? recited['citations']) : [];
  return [...sources.filter(isObject), ...texts].flatMap(citationOf);
}

function citationOf(source: JsonObject): JsonMembers[] {
  const url = stringOf(source['uri']);
  if (url === null) return [];
  const { startIndex, endIndex } = source;
  const start = typeof startIndex === 'number' ? startIndex : 0;
  const span = typeof endIndex === 'number' ? { start_index: start, end_index: endIndex } : {};
  return [{ type: 'url_citation', url_citation: { url, title: stringOf(source['title']) ?? '', ...span } }];
}
